"""What moving or changing a session means for the people in it and for those who examine."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.actions.sessions import (
    MeetingTime,
    SessionError,
    change_session,
    locked,
    move_session,
)
from companies.choices.training import PUBLIC_SESSIONS, SessionState
from companies.models import Session
from matching.actions.assessments import lock_people_of, settle_enrolment
from matching.actions.enrolments import promote_waiting, remove_enrolment, tell_about
from matching.actions.session_staff import staff_of, tell_new_staff
from matching.choices.enrolments import EnrolmentState
from matching.models import Assessment, AttendanceMark, Enrolment
from matching.queries.session_results import without_results
from parks.actions.notices import tell
from parks.actions.quotas import lock_places
from parks.choices.notices import NoticeKind
from parks.models import Membership, User
from parks.queries.organisations import EMPLOYED, office_of

SETTLED = (SessionState.ASSESSED, SessionState.CLOSED)
MOST_NAMES = 20
TERMS = ("pass_mark", "attendance_percent")
"""What a pass asks for."""


class ResultsMissingError(SessionError):
    """Somebody has not been examined in both parts; it wants a second word."""


class EarlyStartError(SessionError):
    """The first day is still to come; it wants a second word."""


@transaction.atomic
def replan_session(
    *,
    session: Session,
    by: User,
    trainers: Iterable[User],
    meetings: Iterable[MeetingTime] | None = None,
    **fields: Any,
) -> Session:
    """Change a session as `change_session` does, and give more places to those who wait.

    Who is named newly to teach or examine is told.

    Raise SessionError for a trainer who has examined in it, for taking off one once it runs, for
    leaving out a meeting whose attendance is marked, for other terms of a pass once somebody was
    examined, and for another year while people in it use places of an agreement of that year.
    """
    held = locked(session)
    trainers = list(trainers)
    planned = None if meetings is None else list(meetings)
    _require_no_examiner(session, trainers)
    _require_who_taught(held, trainers)
    _require_same_terms(held, fields)
    _require_same_year(held, fields)
    if planned is not None:
        _require_marked_meetings(session, planned)
    before, staff = _announced(held), staff_of(held)
    saved = change_session(session=session, by=by, trainers=trainers, meetings=planned, **fields)
    if held.state in PUBLIC_SESSIONS and _announced(saved) != before:
        _tell_of_change(saved)
    tell_new_staff(saved, before=staff, by=by)
    promote_waiting(session=saved)
    return saved


@transaction.atomic
def advance_session(
    *, session: Session, to: SessionState, by: User, is_confirmed: bool = False
) -> Session:
    """Take a session on; once it is assessed everybody is settled and the waiting list ends.

    When it opens and nobody of the organiser could examine, the park office is asked to.
    Raise ResultsMissingError when somebody lacks results, and EarlyStartError for what is to begin
    before its first day, unless that `is_confirmed`. Who lacks results stays enrolled once it is
    assessed and has failed once it is closed, and can be examined even then. Raise SessionError
    before the last meeting, or the last day of a session without any, is over. IllegalMoveError and
    SessionError come as from `move_session` too.
    """
    session = move_session(session=session, to=to, by=by)
    if to == SessionState.OPEN:
        _ask_for_examiner(session)
    if to == SessionState.RUNNING and not is_confirmed:
        _require_first_day(session)
    if to == SessionState.ASSESSED:
        _require_held(session)
    if to in SETTLED:
        _settle(session, by, is_confirmed=is_confirmed)
    return session


def _settle(session: Session, by: User, *, is_confirmed: bool) -> None:
    """Decide for everybody who is enrolled, and end the waiting list."""
    if not is_confirmed:
        _require_results(session)
    lock_people_of(session)
    lock_places(session.programme.agreement_id)  # before any row of a person, as who leaves does
    enrolled = Enrolment.objects.filter(session=session, state=EnrolmentState.ENROLLED)
    for row in enrolled.order_by("pk"):
        settle_enrolment(enrolment=row, by=by)
    _end_waiting(session, by)


def _announced(session: Session) -> tuple[Any, ...]:
    """Return what participants have in their calendars."""
    meetings = session.meetings.order_by("starts_at", "pk")
    times = tuple(meetings.values_list("starts_at", "ends_at", "place"))
    return session.starts_on, session.ends_on, session.place, times


def _tell_of_change(session: Session) -> None:
    """Tell everybody who has a place or waits for one, once for all that was changed."""
    rows = Enrolment.objects.live().filter(session=session, profile__erased_at=None)
    meetings = list(session.meetings.order_by("starts_at", "pk"))
    for row in rows.select_related("profile__user", "session__programme").order_by("pk"):
        tell_about(row, "session_changed", meetings=meetings)


def _require_no_examiner(session: Session, trainers: list[User]) -> None:
    examined = Assessment.objects.filter(enrolment__session=session, examiner__in=trainers)
    row = examined.select_related("examiner").order_by("pk").first()
    if row is not None:
        said = _("%(name)s has examined in this session and cannot teach it.")
        raise SessionError(said % {"name": row.examiner})


def _require_who_taught(session: Session, trainers: list[User]) -> None:
    """Who is taken off could examine whom they have taught."""
    gone = session.trainers.exclude(pk__in=[trainer.pk for trainer in trainers]).order_by("pk")
    if session.state == SessionState.RUNNING and (row := gone.first()) is not None:
        said = _("%(name)s teaches this session and stays a trainer of it. Add others instead.")
        raise SessionError(said % {"name": row})


def _require_same_terms(session: Session, fields: dict[str, Any]) -> None:
    """Those examined before and after a change would have passed by different rules."""
    changed = any(name in fields and fields[name] != getattr(session, name) for name in TERMS)
    if changed and Assessment.objects.filter(enrolment__session=session).exists():
        raise SessionError(
            _("Somebody was examined already: the points and the attendance for a pass stay.")
        )


def _require_same_year(session: Session, fields: dict[str, Any]) -> None:
    """Places of an agreement are those of a year: nobody takes theirs along into another one."""
    starts_on = fields.get("starts_on", session.starts_on)
    using = Enrolment.objects.filter(session=session, quota__isnull=False)
    if starts_on.year != session.starts_on.year and using.exists():
        raise SessionError(
            _("People in it use places of an agreement for %(year)d: it begins in that year.")
            % {"year": session.starts_on.year}
        )


def _require_marked_meetings(session: Session, planned: list[MeetingTime]) -> None:
    marked = AttendanceMark.objects.filter(meeting__session=session)
    kept = [meeting.starts_at for meeting in planned]
    if marked.exclude(meeting__starts_at__in=kept).exists():
        raise SessionError(_("A meeting whose attendance is marked stays, at its time."))


def _ask_for_examiner(session: Session) -> None:
    """Tell the office of the park where nobody is named and the organiser has only who teaches."""
    programme = session.programme
    if session.examiners.exists():
        return
    people = Membership.objects.live().filter(organisation=programme.organiser_id)
    colleagues = people.filter(role__in=EMPLOYED, user__is_active=True)
    if colleagues.exclude(user__in=session.trainers.all()).exists():
        return
    for officer in office_of(programme.park_id):
        tell(
            officer,
            kind=NoticeKind.TRAINING,
            template="matching/mail/examiner_wanted",
            context={"programme": programme, "session": session, "organiser": programme.organiser},
            address=reverse("matching:session_results", args=[session.uuid]),
        )


def _require_first_day(session: Session) -> None:
    if session.starts_on > session.programme.park.day_at(timezone.now()):
        said = _("The first day is %(day)s and still to come.")
        raise EarlyStartError(said % {"day": date_format(session.starts_on, "DATE_FORMAT")})


def _require_held(session: Session) -> None:
    """Nobody is certified for training that is still to come."""
    now = timezone.now()
    if session.meetings.filter(ends_at__gt=now).exists():
        raise SessionError(_("A meeting is still to come: all are assessed after the last one."))
    if not session.meetings.exists() and session.ends_on > session.programme.park.day_at(now):
        raise SessionError(_("The last day is still to come: all are assessed from then on."))


def _require_results(session: Session) -> None:
    people = without_results(session)
    if people:
        names = ", ".join(str(row.profile) for row in people[:MOST_NAMES])
        names += "…" if len(people) > MOST_NAMES else ""
        said = ngettext(
            "Results are missing for %(number)d person: %(names)s.",
            "Results are missing for %(number)d people: %(names)s.",
            len(people),
        )
        raise ResultsMissingError(said % {"number": len(people), "names": names})


def _end_waiting(session: Session, by: User) -> None:
    """Let go who still waits; no place can become free any more."""
    waiting = Enrolment.objects.waiting_in_turn().filter(session=session)
    for row in waiting.select_related("profile__user"):
        with translation.override(row.profile.user.language):
            reason = _("The session is over, and no place became free.")
        remove_enrolment(enrolment=row, by=by, reason=reason)
