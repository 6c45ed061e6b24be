"""Training as visitors and participants read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from companies.choices.training import PUBLIC_SESSIONS, SessionState
from companies.models import Programme, Session, SessionMeeting, TaughtSkill
from matching.choices.enrolments import LIVE, EnrolmentState
from matching.models import Assessment, Enrolment
from matching.queries.session_results import Attended, attended_of
from parks.access import Viewer
from parks.models import Organisation, Park, Skill, User

WORDS_IN = ("name_zh", "name_en", "text_zh", "text_en", "organiser__name_zh", "organiser__name_en")


class Sought(NamedTuple):
    """What a visitor has narrowed the programmes down to: a skill by its code, a park by its slug,
    an organiser by its uuid, and sessions that begin on certain days and cost nothing."""

    words: str = ""
    skill: str = ""
    park: str = ""
    organiser: UUID | None = None
    since: date | None = None
    until: date | None = None
    is_free: bool = False


@dataclass(frozen=True)
class Standing:
    """How a session stands for one reader: free places, who waits, and their own place in it."""

    free: int
    waiting: int
    enrolment: Enrolment | None
    turn: int
    is_open: bool


def programmes_for(sought: Sought) -> models.QuerySet[Programme]:
    """Return the programmes on show, those with an open session first and the soonest of them."""
    open_ones = Session.objects.filter(
        programme=models.OuterRef("pk"),
        state=SessionState.OPEN,
        enrol_by__gte=timezone.localdate(),
    )
    rows = Programme.objects.listed().filter(_holding(sought.words), _placed(sought))
    if sought.skill:
        taught = TaughtSkill.objects.filter(skill__code=sought.skill)
        rows = rows.filter(pk__in=taught.values("programme"))
    held = _fitting_sessions(sought)
    if sought.since or sought.until or sought.is_free:
        rows = rows.filter(pk__in=held.order_by().values("programme"))
    next_day = open_ones.order_by("starts_on").values("starts_on")[:1]
    rows = rows.annotate(next_day=models.Subquery(next_day))
    rows = rows.order_by(models.F("next_day").asc(nulls_last=True), "-pk")
    shown = Prefetch("sessions", held, to_attr="next_sessions")
    return rows.select_related("organiser").prefetch_related("skills__skill", shown)


def parks_with_training() -> models.QuerySet[Park]:
    rows = Park.objects.listed().filter(pk__in=Programme.objects.listed().values("park"))
    return rows.order_by("name_zh", "pk")


def organisers_on_show() -> models.QuerySet[Organisation]:
    rows = Organisation.objects.filter(pk__in=Programme.objects.listed().values("organiser"))
    return rows.order_by("name_zh", "pk")


def taught_skills() -> models.QuerySet[Skill]:
    """Return the skills that some programme on show teaches, for the filter."""
    taught = TaughtSkill.objects.filter(programme__listed=True)
    return Skill.objects.filter(pk__in=taught.values("skill")).order_by("label_en")


def programme_parts() -> models.QuerySet[Programme]:
    rows = Programme.objects.select_related("organiser", "park", "scheme__issuer", "agreement")
    return rows.prefetch_related("skills__skill", "scheme__skills__skill", _public_sessions())


def session_parts() -> models.QuerySet[Session]:
    """Add what the page of a session reads; whoever has stated no name is no trainer to strangers,
    for an account without one is called by its e-mail address."""
    named = User.objects.filter(is_active=True).exclude(full_name="").order_by("full_name", "pk")
    meetings = SessionMeeting.objects.order_by("starts_at", "pk")
    related = ("programme__organiser", "programme__park", "programme__scheme__issuer")
    rows = Session.objects.select_related(*related)
    return rows.prefetch_related(
        "programme__skills__skill", Prefetch("meetings", meetings), Prefetch("trainers", named)
    )


def standing_of(session: Session, viewer: Viewer, today: date) -> Standing:
    """Count what is free and who waits, and find the reader's own place or turn."""
    waiting = list(Enrolment.objects.waiting_in_turn().filter(session=session).values_list("pk"))
    mine = None
    if viewer.user_id is not None:
        own = Enrolment.objects.filter(session=session, profile__user=viewer.user_id)
        mine = own.select_related("certificate").order_by("-pk").first()
    turns = [pk for (pk,) in waiting]
    turn = turns.index(mine.pk) + 1 if mine is not None and mine.pk in turns else 0
    is_open = session.state in (SessionState.PLANNED, SessionState.OPEN)
    return Standing(
        free=session.capacity - session.taken,
        waiting=len(turns),
        enrolment=mine if mine is not None and mine.state in LIVE else None,
        turn=turn,
        is_open=is_open and session.enrol_by >= today,
    )


def my_enrolments(user_id: int | None) -> models.QuerySet[Enrolment]:
    """Return somebody's enrolments, those under way first."""
    rows = Enrolment.objects.filter(profile__user=user_id)
    programme = ("session__programme__organiser", "session__programme__park")
    rows = rows.select_related(*programme, "certificate__scheme")
    points = Assessment.objects.order_by("-part", "attempt", "pk")  # theory before practice
    rows = rows.prefetch_related("attendance", "session__meetings", Prefetch("assessments", points))
    under_way = models.Case(
        models.When(state__in=(EnrolmentState.ENROLLED, EnrolmentState.WAITING), then=0), default=1
    )
    return rows.order_by(under_way, "-session__starts_on", "-pk")


def turns_of(rows: list[Enrolment]) -> dict[int, int]:
    """Return for each waiting enrolment its number on the list of its session, from 1."""
    sessions = {row.session_id for row in rows if row.state == EnrolmentState.WAITING}
    lists: dict[int, list[int]] = {}
    waiting = Enrolment.objects.waiting_in_turn().filter(session__in=sessions)
    for session, pk in waiting.values_list("session", "pk"):
        lists.setdefault(session, []).append(pk)
    return {pk: turn for line in lists.values() for turn, pk in enumerate(line, start=1)}


def attended(row: Enrolment) -> Attended:
    """Count what an examiner sees too, from what is fetched with the row already."""
    ends, now = [meeting.ends_at for meeting in row.session.meetings.all()], timezone.now()
    marks = [mark.mark for mark in row.attendance.all()]
    return attended_of(marks, number=len(ends), to_come=sum(end > now for end in ends))


def may_give_feedback(row: Enrolment, now: datetime) -> bool:
    """Say whether somebody took part in a session to its last day, as the park counts days."""
    return row.has_a_place and row.session.ends_on <= row.session.programme.park.day_at(now)


def _public_sessions() -> Prefetch:
    return Prefetch("sessions", _fitting_sessions(Sought()), to_attr="next_sessions")


def _fitting_sessions(sought: Sought) -> models.QuerySet[Session]:
    """Return the sessions on show that begin on the days sought, at the price sought.

    What lies wholly in the past is none, though nobody has said yet how it ended.
    """
    today = timezone.localdate()
    over = models.Q(enrol_by__lt=today)
    rows = Session.objects.filter(state__in=PUBLIC_SESSIONS, ends_on__gte=today).annotate(
        is_enrolment_over=models.ExpressionWrapper(over, models.BooleanField())
    )
    if sought.since:
        rows = rows.filter(starts_on__gte=sought.since)
    if sought.until:
        rows = rows.filter(starts_on__lte=sought.until)
    if sought.is_free:
        rows = rows.filter(price=models.F("subsidy"))
    return rows.order_by("starts_on", "pk")


def _placed(sought: Sought) -> Q:
    asked = {"park__slug": sought.park, "organiser__uuid": sought.organiser}
    return Q(**{name: value for name, value in asked.items() if value})


def _holding(words: str) -> Q:
    """Say which programmes hold each word, in what they say or in a skill they teach."""
    holding = Q()
    for word in words.split():
        skills = Skill.objects.filter(Q(label_zh__icontains=word) | Q(label_en__icontains=word))
        taught = TaughtSkill.objects.filter(skill__in=skills.values("pk"))
        found = Q(pk__in=taught.values("programme"))
        for field in WORDS_IN:
            found |= Q((f"{field}__icontains", word))
        holding &= found
    return holding
