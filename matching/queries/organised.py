"""Training as those who hold it see it: programmes, sessions, people and marks."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, Prefetch

from companies.choices.training import SESSION_MOVES, SessionState
from companies.models import Programme, Session, SessionMeeting, TaughtSkill
from matching.choices.enrolments import HOLDS_A_PLACE, EnrolmentState
from matching.models import AttendanceMark, Enrolment
from parks.access import Viewer
from parks.models import Membership

STEPS = (SessionState.PLANNED, SessionState.OPEN, SessionState.RUNNING, SessionState.ASSESSED)
TIME_TO_ENROL = timedelta(weeks=2)
FORWARD = (*STEPS, SessionState.CLOSED)
"""Moves that need no reason, in the order a session takes them."""


GONE = (EnrolmentState.WITHDRAWN, EnrolmentState.REMOVED)
PEOPLE_A_PAGE = 100


class People(NamedTuple):
    """Who is in a session, who waits in turn, and who has left it."""

    placed: models.QuerySet[Enrolment]
    waiting: models.QuerySet[Enrolment]
    gone: models.QuerySet[Enrolment]


def organised(viewer: Viewer) -> models.QuerySet[Programme]:
    """Return the programmes this person may change, with their sessions and who waits."""
    waiting = models.Count(
        "enrolments", filter=models.Q(enrolments__state=EnrolmentState.WAITING), distinct=True
    )
    sessions = Session.objects.annotate(waiting=waiting).order_by("-starts_on", "-pk")
    rows = Programme.objects.editable_by(viewer).select_related("organiser", "park")
    return rows.prefetch_related(
        Prefetch("skills", TaughtSkill.objects.select_related("skill").order_by("pk")),
        Prefetch("sessions", sessions, to_attr="all_sessions"),
    ).order_by("-pk")


def taught_by(user_id: int | None) -> models.QuerySet[Session]:
    """Return the sessions that somebody teaches, the next first."""
    return _listed(_named("trainers", user_id))


def examined_by(user_id: int | None) -> models.QuerySet[Session]:
    """Return the sessions that somebody is named to examine, the next first."""
    return _listed(_named("examiners", user_id))


def is_named(user_id: int | None) -> bool:
    """Say whether somebody teaches or examines a session, and has a desk of training therefore."""
    roles = (taught_by(user_id), examined_by(user_id))
    taught, examined = (models.Q(pk__in=rows.order_by().values("pk")) for rows in roles)
    return Session.objects.filter(taught | examined).exists()


def may_hold(viewer: Viewer) -> models.QuerySet[Session]:
    """Return sessions that this person organises, oversees or teaches."""
    return _open_to(viewer, "trainers")


def may_examine(viewer: Viewer) -> models.QuerySet[Session]:
    """Return sessions that this person organises, oversees or is named to examine."""
    return _open_to(viewer, "examiners")


def _listed(rows: models.QuerySet[Session]) -> models.QuerySet[Session]:
    rows = rows.exclude(state=SessionState.CANCELLED).select_related("programme__organiser")
    return rows.order_by("-starts_on", "-pk")


def _open_to(viewer: Viewer, role: str) -> models.QuerySet[Session]:
    mine = Session.objects.editable_by(viewer).values("pk")
    named = _named(role, viewer.user_id or 0).values("pk")
    return Session.objects.filter(models.Q(pk__in=mine) | models.Q(pk__in=named))


def _named(role: str, user_id: int | None) -> models.QuerySet[Session]:
    """Return the sessions of a trainer or examiner; who has left the organiser reads no names."""
    theirs = Membership.objects.filter(
        user=user_id, organisation=models.OuterRef("programme__organiser")
    )
    has_left = Exists(theirs.exclude(left_at=None)) & ~Exists(theirs.live())
    return Session.objects.filter(**{role: user_id}).exclude(has_left)


def people_of(session: Session) -> People:
    rows = Enrolment.objects.filter(session=session).select_related("profile__user")
    rows = rows.order_by("enrolled_at", "pk")
    return People(
        placed=rows.filter(state__in=HOLDS_A_PLACE),
        waiting=rows.filter(state=EnrolmentState.WAITING),
        gone=rows.filter(state__in=GONE),
    )


def weeks_until_free(session: Session, today: date) -> int:
    """Return by how many whole weeks to move a copy, so that people have two to enrol."""
    soonest = today + TIME_TO_ENROL
    return max(0, -(-(soonest - session.starts_on).days // 7))


def next_moves(session: Session) -> list[SessionState]:
    """Return where a session can go without giving a reason."""
    return [state for state in FORWARD if SESSION_MOVES.allows(session.state, state)]


def marks_of(meeting: SessionMeeting) -> list[tuple[Enrolment, str]]:
    """Return everybody who holds a place, by name, with the mark of this meeting or ""."""
    rows = Enrolment.objects.holding_a_place().filter(session=meeting.session_id)
    rows = rows.select_related("profile__user").order_by("profile__user__full_name", "pk")
    held = dict(AttendanceMark.objects.filter(meeting=meeting).values_list("enrolment", "mark"))
    return [(row, held.get(row.pk, "")) for row in rows]


def figures_of(session: Session) -> dict[str, Any]:
    """Return how many have a place, wait and are gone, and how many gave what rating, 1 to 5."""
    return session.enrolments.aggregate(
        placed=models.Count("pk", filter=models.Q(state__in=HOLDS_A_PLACE)),
        waiting=models.Count("pk", filter=models.Q(state=EnrolmentState.WAITING)),
        gone=models.Count("pk", filter=models.Q(state__in=GONE)),
        rated=models.Count("rating"),
        mean=models.Avg("rating"),
    )
