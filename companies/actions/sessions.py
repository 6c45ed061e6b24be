"""Sessions of training programmes: planned, opened, held, closed or called off."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices.training import LONGEST_SESSION, SESSION_MOVES, SessionState
from companies.models import Programme, Session, SessionMeeting
from parks.actions.trail import record
from parks.models import User

MAY_BE_CHANGED = (SessionState.DRAFT, SessionState.PLANNED, SessionState.OPEN, SessionState.RUNNING)

DAYS = ("starts_on", "ends_on", "enrol_by")
YEAR = timedelta(days=365)


class SessionError(Exception):
    """A session cannot be changed or moved like this; says why."""


class MeetingTime(NamedTuple):
    """A day or lesson of a session."""

    starts_at: datetime
    ends_at: datetime
    topic: str = ""
    place: str = ""


def is_plausible(day: date, today: date) -> bool:
    """Say whether a session may lie on a day: what is further away is a slip of the pen."""
    return today - YEAR <= day <= today + 3 * YEAR


def lasts_too_long(first: date, last: date) -> bool:
    return last - first > LONGEST_SESSION


@transaction.atomic
def create_session(
    *,
    programme: Programme,
    by: User | None,
    trainers: Iterable[User] = (),
    examiners: Iterable[User] = (),
    meetings: Iterable[MeetingTime] = (),
    **fields: Any,
) -> Session:
    """Write a new draft of a session; `fields` are columns of Session.

    Raise SessionError for days that are years away, for meetings on other days, and for a trainer
    who is to examine.
    """
    _require_plausible(fields[name] for name in DAYS)
    session = Session(programme=programme, **fields)
    _require_of_a_length(session)
    session.save()
    _set_staff(session, trainers, examiners)
    set_meetings(session, meetings)
    record_session(session, "created", by)
    return session


@transaction.atomic
def change_session(
    *,
    session: Session,
    by: User,
    trainers: Iterable[User],
    examiners: Iterable[User] | None = None,
    meetings: Iterable[MeetingTime] | None = None,
    **fields: Any,
) -> Session:
    """Write new `fields`, trainers and, where given, examiners and meetings of a session.

    Raise SessionError for one that is over, for fewer places than are taken, for new days that are
    years away, for meetings on other days than those of the session, and for a trainer who is to
    examine.
    """
    session = locked(session)
    days = {name: fields[name] for name in DAYS if name in fields}
    moved = [day for name, day in days.items() if day != getattr(session, name)]
    _require_plausible(moved)
    if session.state not in MAY_BE_CHANGED:
        raise SessionError(_("This session is over and cannot be changed any more."))
    if fields.get("capacity", session.capacity) < session.taken:
        message = _("%(number)d places are taken: there cannot be fewer.")
        raise SessionError(message % {"number": session.taken})
    _move_to_place(session, fields.get("place", session.place))
    for name, value in fields.items():
        setattr(session, name, value)
    _require_of_a_length(session)
    session.save(update_fields=fields)
    _set_staff(session, trainers, examiners)
    if meetings is not None:
        set_meetings(session, meetings)
    elif moved:
        _require_on_its_days(session, session.meetings.values_list("starts_at", flat=True))
    record_session(session, "changed", by)
    return session


@transaction.atomic
def move_session(*, session: Session, to: SessionState, by: User | None) -> Session:
    """Take a session to another state of SESSION_MOVES, or raise IllegalMoveError.

    Raise SessionError for a session that is to be opened without a trainer or a meeting: nobody
    enrols in what has neither.
    """
    session = locked(session)
    SESSION_MOVES.require(session.state, to)
    if to == SessionState.OPEN:
        _require_whole(session)
    session.state = to
    session.save(update_fields=["state"])
    record_session(session, str(to), by)
    return session


@transaction.atomic
def discard_session(*, session: Session, by: User) -> None:
    """Delete a draft with its meetings; raise SessionError for one that was announced meanwhile."""
    session = locked(session)
    if session.state != SessionState.DRAFT:
        raise SessionError(_("This session was announced: call it off instead."))
    record_session(session, "draft discarded", by)
    session.delete()


def start_due_sessions(today: date) -> int:
    """Let open sessions run whose first day has come; returns how many."""
    due = Session.objects.filter(state=SessionState.OPEN, starts_on__lte=today).order_by("pk")
    return sum(_start(session, today) for session in due)


@transaction.atomic
def _start(session: Session, today: date) -> bool:
    row = locked(session)
    if row.state != SessionState.OPEN or row.starts_on > today:
        return False
    move_session(session=row, to=SessionState.RUNNING, by=None)
    return True


def set_meetings(session: Session, meetings: Iterable[MeetingTime]) -> None:
    """Make these the meetings; one that stays at its time keeps its attendance.

    One that has no time any more is moved to a new one, so that calendars know it again. Raise
    SessionError for a meeting on another day than those of the session.
    """
    wanted = {meeting.starts_at: meeting for meeting in meetings}
    _require_on_its_days(session, wanted)
    held = {row.starts_at: row for row in session.meetings.order_by("starts_at", "pk")}
    spare = [held.pop(starts_at) for starts_at in list(held) if starts_at not in wanted]
    for starts_at, meeting in sorted(wanted.items()):
        row = held.get(starts_at) or (spare.pop(0) if spare else SessionMeeting(session=session))
        _write(row, meeting)
    SessionMeeting.objects.filter(pk__in=[row.pk for row in spare]).delete()


def _write(row: SessionMeeting, meeting: MeetingTime) -> None:
    """Save what is new about a meeting, so that calendars can tell it from what they have."""
    new = {name: value for name, value in meeting._asdict().items() if getattr(row, name) != value}
    if new and row.pk is not None:
        row.sequence, row.changed_at = row.sequence + 1, timezone.now()
    for name, value in new.items():
        setattr(row, name, value)
    if new:
        row.save()


def _move_to_place(session: Session, place: str) -> None:
    """Note the new place of the session with the meetings that are held there."""
    if place != session.place:
        told = {"sequence": models.F("sequence") + 1, "changed_at": timezone.now()}
        session.meetings.filter(place="").update(**told)


def locked(session: Session) -> Session:
    """Hold a session. Its programme is read afterwards: a join would be that of before the wait."""
    Session.objects.select_for_update().get(pk=session.pk)
    rows = Session.objects.select_related("programme__organiser", "programme__park")
    return rows.get(pk=session.pk)


def record_session(session: Session, verb: str, by: User | None) -> None:
    programme = session.programme
    record(session, verb, by=by, organisation_id=programme.organiser_id, park_id=programme.park_id)


def _set_staff(
    session: Session, trainers: Iterable[User], examiners: Iterable[User] | None
) -> None:
    """Write who teaches and, where given, who examines, in a session that is held."""
    session.trainers.set(trainers)
    if examiners is not None:
        session.examiners.set(examiners)
    both = session.examiners.filter(pk__in=session.trainers.values("pk")).order_by("pk").first()
    if both is not None:
        said = _("%(name)s teaches this session: somebody else has to examine it.")
        raise SessionError(said % {"name": both})


def _require_plausible(days: Iterable[date]) -> None:
    if not all(is_plausible(day, timezone.localdate()) for day in days):
        raise SessionError(_("Check the year: this day is too far from today."))


def _require_of_a_length(session: Session) -> None:
    if lasts_too_long(session.starts_on, session.ends_on):
        raise SessionError(_("A session lasts two years at most."))


def _require_on_its_days(session: Session, moments: Iterable[datetime]) -> None:
    days = {session.programme.park.day_at(moment) for moment in moments}
    outside = sorted(day for day in days if not session.starts_on <= day <= session.ends_on)
    if outside:
        said = _("The meeting on %(day)s is not between the first and the last day.")
        raise SessionError(said % {"day": outside[0]})


def _require_whole(session: Session) -> None:
    if not session.trainers.exists():
        raise SessionError(_("Name a trainer first."))
    if not session.meetings.exists():
        raise SessionError(_("Say first when it meets."))
