"""The desk of the demo's recruiter: applicants in every state, with the steps of their way."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from companies.models import Opening
from matching.choices.applications import (
    NOT_WITH_THE_COMPANY,
    ApplicationSource,
    ApplicationState,
    RefusalReason,
)
from matching.choices.interviews import OfferState
from matching.demo.days import after, office_hour
from matching.demo.desk_plans import DeskPlan, Part, plan_desk
from matching.demo.draws import draw
from matching.demo.reading import words
from matching.demo.store.desk_candidates import put_candidates
from matching.demo.store.desk_interviews import put_interviews, put_slots
from matching.demo.store.offers import DAYS_TO_ANSWER, offer_terms, offered_pay
from matching.demo.store.team import Team
from matching.models import Application, ApplicationStep, Offer
from parks.choices.accounts import Language
from talent.choices.profiles import GrantReason
from talent.models import Profile, ProfileGrant

OF_THE_APPLICANT = (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED)
Pairs = list[tuple[Part, Application]]


def put_desk(graduates: int, openings: int, seed: int, today: date, team: Team) -> None:
    """Create what is missing of the parts whose graduate and opening are there."""
    whole = plan_desk(seed)
    plan = DeskPlan(*(_there(parts, graduates, openings) for parts in whole))
    put_slots(openings, seed, today, team)
    put_applicants(plan.applicants, today, team)
    put_candidates(plan, openings, seed, today, team)


def _there(parts: Iterable[Part], graduates: int, openings: int) -> tuple[Part, ...]:
    return tuple(
        part
        for part in parts
        if part.graduate.index < graduates
        and (part.opening is None or part.opening.index < openings)
    )


@transaction.atomic
def put_applicants(parts: Sequence[Part], today: date, team: Team) -> None:
    """Create the applications that are not there yet, with all that hangs on them."""
    uuids = [part.uuid for part in parts]
    there = set(Application.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    missing = [part for part in parts if part.uuid not in there]
    if not missing:
        return
    profiles = Profile.objects.in_bulk([p.graduate.uuid for p in missing], field_name="uuid")
    openings = Opening.objects.in_bulk([p.opening.uuid for p in missing], field_name="uuid")
    rows = [_application(part, profiles, openings, today) for part in missing]
    pairs = list(zip(missing, Application.objects.bulk_create(rows), strict=True))
    _stamp(pairs, today)
    _put_steps(pairs, today, team)
    _put_grants(rows)
    _put_offers(pairs, today)
    put_interviews(pairs, today, team)


def moment(part: Part, days: int, today: date) -> datetime:
    """Return an hour of the day so long ago, the same for the part whenever it is asked."""
    return office_hour(after(today, -days), draw(part.uuid, days).random())


def _application(
    part: Part,
    profiles: Mapping[UUID, Profile],
    openings: Mapping[UUID, Opening],
    today: date,
) -> Application:
    content, position = words("phrases")["application"], _position(part)
    state, _days = part.steps[-1]
    refusal = content["refusals"][0] if state == ApplicationState.REFUSED else None
    messages = content["messages"]
    return Application(
        uuid=part.uuid,
        profile=profiles[part.graduate.uuid],
        opening=openings[part.opening.uuid],
        state=state,
        source=ApplicationSource(part.facts["source"]),
        message=messages[part.graduate.index % len(messages)][position],
        refusal_reason=RefusalReason(refusal["reason"]) if refusal else "",
        refusal_message=refusal["message"][position] if refusal else "",
        submitted_at=moment(part, part.facts["days"], today),
    )


def _position(part: Part) -> int:
    """Texts come in Chinese and in English."""
    return int(part.graduate.language == Language.ENGLISH)


def _stamp(pairs: Pairs, today: date) -> None:
    """The columns that the database stamps itself get the days of the story afterwards."""
    for part, row in pairs:
        row.created_at = row.submitted_at
        row.changed_at = moment(part, part.steps[-1][1], today)
    Application.objects.bulk_update([row for _, row in pairs], ["created_at", "changed_at"])


def _put_steps(pairs: Pairs, today: date, team: Team) -> None:
    ApplicationStep.objects.bulk_create(
        ApplicationStep(
            application=row,
            state=state,
            reason=row.refusal_reason if state == ApplicationState.REFUSED else "",
            message=row.refusal_message if state == ApplicationState.REFUSED else "",
            taken_by_id=_taker(row, state, team),
            taken_at=moment(part, days, today),
        )
        for part, row in pairs
        for state, days in part.steps
    )


def _taker(row: Application, state: ApplicationState, team: Team) -> int | None:
    if state == ApplicationState.LAPSED:
        return None
    return row.profile.user_id if state in OF_THE_APPLICANT else team.recruiter.pk


def _put_grants(rows: Sequence[Application]) -> None:
    ProfileGrant.objects.bulk_create(
        ProfileGrant(
            profile_id=row.profile_id,
            organisation_id=row.opening.company_id,
            reference=row.uuid,
            reason=GrantReason.APPLICATION,
        )
        for row in rows
        if row.state not in NOT_WITH_THE_COMPANY
    )
    submitted_at = Application.objects.filter(uuid=OuterRef("reference")).values("submitted_at")
    references = [row.uuid for row in rows]
    ProfileGrant.objects.filter(reference__in=references).update(granted_at=Subquery(submitted_at))


def _put_offers(pairs: Pairs, today: date) -> None:
    """Whoever came as far has an offer in writing; it is answered when that step was taken."""
    offers = []
    for part, row in pairs:
        days = dict(part.steps)
        if ApplicationState.OFFERED not in days:
            continue
        answered = days.get(ApplicationState.ACCEPTED)
        offer = Offer(
            application=row,
            state=OfferState.OPEN if answered is None else OfferState.ACCEPTED,
            terms=offer_terms(part.graduate.index, Language.CHINESE),
            salary=offered_pay(row.opening),
            reply_by=after(today, DAYS_TO_ANSWER[1] - days[ApplicationState.OFFERED]),
            answered_at=None if answered is None else moment(part, answered, today),
        )
        offers.append((offer, moment(part, days[ApplicationState.OFFERED], today)))
    rows = Offer.objects.bulk_create(offer for offer, _made_at in offers)
    for row, (_offer, made_at) in zip(rows, offers, strict=True):
        row.made_at = made_at
    Offer.objects.bulk_update(rows, ["made_at"])
