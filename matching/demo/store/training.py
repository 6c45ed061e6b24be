"""Programmes and their sessions: over, running, open, full; with results and certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from companies.choices.training import SessionState
from companies.models import Programme, Session, SessionMeeting
from matching.choices.enrolments import HOLDS_A_PLACE, EnrolmentState
from matching.demo.days import PARK_TIME, after, office_hour
from matching.demo.draws import draw, uuid_of
from matching.demo.graduate_plans import PERSONA, GraduatePlan, graduate_uuid, plan_graduate
from matching.demo.loop_plans import (
    MEETINGS,
    PAST_CAPACITY,
    PastSession,
    cast,
    past_sessions,
    result_of,
    session_uuid,
)
from matching.demo.progress import Progress
from matching.demo.reading import parks, words
from matching.demo.store.class_places import take_places
from matching.demo.store.programmes import programme_uuid
from matching.demo.store.results import put_results
from matching.demo.store.world import officers_by_park
from matching.models import Enrolment
from parks.models import Membership, Park, Quota
from talent.models import Certificate, Profile

CHUNK = 10  # blocks
PAST_DAYS = 6
PRICE, SUBSIDY = 800, 700
ENROLS_BEFORE = 10  # days
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Taking:
    """Somebody in a session: what is stored of it follows from both."""

    graduate: GraduatePlan
    session: Session
    state: EnrolmentState

    @property
    def uuid(self) -> UUID:
        return uuid_of("enrolment", *self.graduate.source, self.session.uuid)

    def enrolled_at(self, position: int) -> datetime:
        day = after(self.session.enrol_by, -draw("enrolled", self.session.uuid).randint(6, 12))
        return office_hour(day, 0.01 * position)


def put_sessions(graduates: int, seed: int, today: date, progress: Progress) -> None:
    """Create the sessions of every kind, and the places of graduates who are there now."""
    _put_cast_sessions(graduates, seed, today)
    sessions = past_sessions(seed, graduates)
    for chunk in progress.chunks("training sessions", len(sessions), CHUNK * len(parks())):
        _put_past([sessions[number] for number in chunk], graduates, today)


# --- sessions that every demo has ---


@transaction.atomic
def _put_cast_sessions(graduates: int, seed: int, today: date) -> None:
    for place in parks():
        for row in words("loop")["session"]:
            if row.get("park", place.slug) != place.slug:
                continue
            session = _cast_session(place.slug, row, today)
            _fill(session, row, cast(seed, place.slug)[row["key"]], graduates)


def _cast_session(park: str, row: Facts, today: date) -> Session:
    uuid = session_uuid(park, row["key"])
    found = Session.objects.filter(uuid=uuid).first()
    if found is not None:
        return found
    first, last = (after(today, days) for days in row["days"])
    session = Session.objects.create(
        uuid=uuid,
        programme=Programme.objects.get(uuid=programme_uuid(park, row["programme"])),
        state=SessionState(row["state"]),
        capacity=row["capacity"],
        price=row.get("price", PRICE),
        subsidy=row.get("subsidy", SUBSIDY),
        **_days(first, last),
    )
    _put_meetings([session])
    return session


def _days(first: date, last: date) -> dict[str, Any]:
    return {"starts_on": first, "ends_on": last, "enrol_by": after(first, -ENROLS_BEFORE)}


def _put_meetings(sessions: Sequence[Session]) -> None:
    """Give new sessions their days, and somebody of the organiser or the park as trainer."""
    SessionMeeting.objects.bulk_create(
        _meeting(session, number) for session in sessions for number in range(MEETINGS)
    )
    trainers = trainer_ids(sessions)
    Session.trainers.through.objects.bulk_create(
        Session.trainers.through(session_id=session.pk, user_id=trainers[session.pk])
        for session in sessions
    )


def trainer_ids(sessions: Sequence[Session]) -> Mapping[int, int]:
    """Return by session the first person of its organiser, or an officer of its park."""
    officers = officers_by_park()
    slugs = dict(Park.objects.order_by("pk").values_list("pk", "slug"))
    organisers = {row.programme.organiser_id for row in sessions}
    people = Membership.objects.live().filter(organisation__in=organisers).order_by("-pk")
    first = dict(people.values_list("organisation", "user"))
    return {
        row.pk: first.get(row.programme.organiser_id, officers[slugs[row.programme.park_id]].pk)
        for row in sessions
    }


def _meeting(session: Session, number: int) -> SessionMeeting:
    days = (session.ends_on - session.starts_on).days
    day = after(session.starts_on, round(days * number / (MEETINGS - 1)))
    starts_at = datetime.combine(day, time(9), PARK_TIME)
    return SessionMeeting(
        session=session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=6)
    )


def _fill(session: Session, row: Facts, takers: Sequence[GraduatePlan], graduates: int) -> None:
    """Enrol who is there; the waiting list begins when all places are taken."""
    here = [plan for plan in takers if plan.index < graduates]
    seated = here[: row.get("cast", 0)]
    waiting = here[row.get("cast", 0) :]
    home = parks()[0].slug == session.programme.park.slug
    if home and row.get("persona") == EnrolmentState.ENROLLED:
        seated = [plan_graduate(0, PERSONA), *seated]
    if home and row.get("persona") == EnrolmentState.WAITING:
        waiting = [plan_graduate(0, PERSONA), *waiting]
    if len(here) < row.get("cast", 0):
        waiting = []
    state = EnrolmentState.ENROLLED
    if session.state == SessionState.ASSESSED:
        state = EnrolmentState.PASSED
    takings = [Taking(plan, session, state) for plan in seated]
    takings += [Taking(plan, session, EnrolmentState.WAITING) for plan in waiting]
    _enrol(takings, certify=False)


# --- sessions that are over ---


@transaction.atomic
def _put_past(plans: Sequence[PastSession], graduates: int, today: date) -> None:
    known = Session.objects.select_related("programme")
    there = known.in_bulk([plan.uuid for plan in plans], field_name="uuid")
    programmes = Programme.objects.in_bulk(
        {programme_uuid(plan.park, plan.programme) for plan in plans}, field_name="uuid"
    )
    new = Session.objects.bulk_create(
        Session(
            uuid=plan.uuid,
            programme=programmes[programme_uuid(plan.park, plan.programme)],
            state=SessionState.CLOSED,
            capacity=PAST_CAPACITY,
            price=PRICE,
            subsidy=SUBSIDY,
            **_days(today - plan.ended_ago - timedelta(days=PAST_DAYS), today - plan.ended_ago),
        )
        for plan in plans
        if plan.uuid not in there
    )
    _put_meetings(new)
    there |= {session.uuid: session for session in new}
    hers = Certificate.objects.filter(profile__uuid=graduate_uuid(PERSONA, PERSONA))
    certified = hers.exclude(enrolment__session__in=[row.pk for row in there.values()]).exists()
    _enrol(
        [
            Taking(graduate, there[plan.uuid], result_of(graduate, plan.uuid).state)
            for plan in plans
            for graduate in plan.takers()
            if graduate.index < max(graduates, 1) and not (certified and graduate.index == PERSONA)
        ],
        certify=True,
    )


# --- places ---


def _enrol(takings: Sequence[Taking], *, certify: bool) -> None:
    """Store the places that are not there yet, with what was found out about those assessed."""
    uuids = [taking.uuid for taking in takings]
    there = set(Enrolment.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    missing = _with_a_place([taking for taking in takings if taking.uuid not in there])
    positions = _positions(takings)
    profiles = Profile.objects.select_related("user").in_bulk(
        {taking.graduate.uuid for taking in missing}, field_name="uuid"
    )
    places = take_places(
        (taking.uuid, taking.session, profiles[taking.graduate.uuid]) for taking in missing
    )
    missing = [taking for taking in missing if taking.uuid in places]
    rows = [_row(taking, profiles[taking.graduate.uuid], places[taking.uuid]) for taking in missing]
    stored = Enrolment.objects.bulk_create(rows)
    for taking, row in zip(missing, stored, strict=True):
        row.enrolled_at = taking.enrolled_at(positions[taking.uuid])
    Enrolment.objects.bulk_update(stored, ["enrolled_at"])
    _count_taken({row.session_id for row in stored})
    put_results(
        [(taking.graduate, row) for taking, row in zip(missing, stored, strict=True)],
        certify=certify,
    )


def _positions(takings: Sequence[Taking]) -> Mapping[UUID, int]:
    """Return who is which in their session; whoever comes later leaves them unchanged."""
    seen: dict[UUID, int] = {}
    found = {}
    for taking in takings:
        found[taking.uuid] = seen.get(taking.session.uuid, 0)
        seen[taking.session.uuid] = found[taking.uuid] + 1
    return found


def _with_a_place(takings: Sequence[Taking]) -> list[Taking]:
    """Leave out whom there is no place for: another seed may have come first."""
    free = {one.session.pk: one.session.free_places for one in takings}
    kept = []
    for taking in takings:
        free[taking.session.pk] -= taking.state in HOLDS_A_PLACE
        if free[taking.session.pk] >= 0 or taking.state == EnrolmentState.WAITING:
            kept.append(taking)
    return kept


def _row(taking: Taking, profile: Profile, place: Quota | None) -> Enrolment:
    over = taking.session.state == SessionState.CLOSED
    result = result_of(taking.graduate, taking.session.uuid)
    return Enrolment(
        uuid=taking.uuid,
        session=taking.session,
        profile=profile,
        quota=place,
        state=taking.state,
        rating=result.rating if over else None,
    )


def _count_taken(sessions: set[int]) -> None:
    held = Count("enrolments", filter=Q(enrolments__state__in=HOLDS_A_PLACE))
    rows = list(Session.objects.filter(pk__in=sessions).annotate(held=held))
    for row in rows:
        row.taken = row.held
    Session.objects.bulk_update(rows, ["taken"])
