"""Places in training sessions: taken, waited for in turn, given back; never oversold.

Every change locks the session first and its agreement later (in between whose profile it locks, as
does whoever erases a person), so that `taken`, the waiting list and the places of the agreement
change one at a time.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.sessions import MAY_BE_CHANGED, move_session
from companies.actions.sessions import locked as locked_session
from companies.choices.training import SessionState
from companies.models import Session
from matching.actions.agreement_places import let_go_place, place_for
from matching.choices.enrolments import ENROLMENT_MOVES, HOLDS_A_PLACE, EnrolmentState
from matching.models import Enrolment
from matching.queries.training import may_give_feedback
from parks.actions.notices import tell
from parks.actions.quotas import NoPlacesLeftError, lock_places
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import User
from talent.models import Profile

TAKES_ENROLMENTS = (SessionState.PLANNED, SessionState.OPEN)
MOVES_UP = (*TAKES_ENROLMENTS, SessionState.RUNNING)
"""States in which who waits can still get a place."""
UNDER_WAY = (EnrolmentState.WAITING, EnrolmentState.ENROLLED)
MAIL = "matching/mail/"


class EnrolmentError(Exception):
    """Somebody cannot enrol or withdraw; says why."""


@transaction.atomic
def enrol(*, profile: Profile, session: Session, by: User) -> Enrolment:
    """Give the person a place, or one on the waiting list when all are taken.

    In a programme of an agreement that counts places each person uses up one of them; where it has
    none for somebody (left for their degree and discipline, or they state no degree) they wait too.
    Raise EnrolmentError for a session that takes no enrolments any more, for somebody who is
    enrolled or waits already, and for one without a name that a certificate could carry.
    """
    session = locked_session(session)
    _require_open(session)
    _require_present(profile)
    _require_name(profile, session)
    lock_places(session.programme.agreement_id)
    if Enrolment.objects.live().filter(session=session, profile=profile).exists():
        raise EnrolmentError(_("You are enrolled already."))
    _promote(session)
    row = Enrolment.objects.create(session=session, profile=profile, state=EnrolmentState.WAITING)
    if not _give_place(row, session):
        note(row, "waits", by)
        tell_about(row, "enrolment_waiting")
        return row
    note(row, "enrolled", by)
    tell_about(row, "enrolment_confirmed")
    return row


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, by: User) -> Enrolment:
    """Let somebody go who does not want the place any more; who waits first moves up.

    Raise EnrolmentError for a place in a session that is over: who held it to the end took part.
    """
    return _leave(enrolment, EnrolmentState.WITHDRAWN, by)


@transaction.atomic
def remove_enrolment(*, enrolment: Enrolment, by: User, reason: str) -> Enrolment:
    """Take somebody off the list and tell them why; raise EnrolmentError without a reason."""
    if not reason.strip():
        raise EnrolmentError(_("Say why, the person reads it."))
    row = _leave(enrolment, EnrolmentState.REMOVED, by, reason=reason.strip())
    tell_about(row, "enrolment_removed")
    return row


@transaction.atomic
def promote_waiting(*, session: Session) -> list[Enrolment]:
    """Give free places to those who wait, in turn, and tell them; returns who moved up."""
    session = _locked_session(session)
    return _promote(session) if session.state in MOVES_UP else []


def promote_all_waiting() -> int:
    """Give places that became free elsewhere: of an agreement that has more now, or for somebody
    who stated their degree meanwhile. Returns how many moved up."""
    rows = Enrolment.objects.filter(state=EnrolmentState.WAITING).order_by().values("session")
    free = Session.objects.filter(pk__in=rows, state__in=MOVES_UP, taken__lt=F("capacity"))
    return sum(len(promote_waiting(session=each)) for each in free.order_by("pk"))


def _promote(session: Session) -> list[Enrolment]:
    """Fill the free places of the locked session; who gets none of the agreement is passed by."""
    promoted: list[Enrolment] = []
    waiting = Enrolment.objects.waiting_in_turn().filter(session=session)
    for row in waiting.select_related("profile__user", "profile__degree"):
        if session.taken >= session.capacity:
            break
        if _give_place(row, session):
            promoted.append(row)
            note(row, "moved up", None)
            tell_about(row, "enrolment_moved_up")
    return promoted


@transaction.atomic
def cancel_session(*, session: Session, by: User, reason: str) -> Session:
    """Call a session off and tell all who have or wait for a place; agreements get theirs back.

    Who has failed so far can resit no more: the result stays, the place of the agreement is free.
    """
    if not reason.strip():
        raise EnrolmentError(_("Say why, the participants read it."))
    session = move_session(session=_locked_session(session), to=SessionState.CANCELLED, by=by)
    rows = Enrolment.objects.filter(session=session, profile__erased_at=None)
    rows = rows.select_related("profile__user", "quota").order_by("pk")
    for row in rows.filter(state__in=UNDER_WAY):
        _let_go(row, session, EnrolmentState.REMOVED, reason.strip())
        note(row, "removed", by)
        tell_about(row, "session_cancelled")
    for row in rows.filter(state=EnrolmentState.FAILED):
        row.reason = reason.strip()
        row.save(update_fields=["reason"])
        _free(row)
        tell_about(row, "session_cancelled")
    return session


@transaction.atomic
def give_feedback(*, enrolment: Enrolment, rating: int, feedback: str, by: User) -> Enrolment:
    """Write what somebody thought of a session, 1 to 5 and in words; again to change it."""
    row = _locked(enrolment)
    require_taken_part(row)
    if rating not in range(1, 6):
        raise EnrolmentError(_("Choose 1 to 5."))
    row.rating, row.feedback = rating, feedback.strip()
    row.save(update_fields=["rating", "feedback"])
    note(row, "gave feedback", by)
    return row


def require_taken_part(row: Enrolment) -> None:
    """Raise EnrolmentError for somebody without a place, and before the last day of the session."""
    if not may_give_feedback(row, timezone.now()):
        raise EnrolmentError(_("Feedback is given by those who took part, from the last day on."))


def leave_training(user: User) -> None:
    """Give back the places of somebody who leaves the portal; they teach and examine no more.

    Who waits first has them. What was held and examined stays for statistics.
    """
    mine = Enrolment.objects.filter(profile__user=user, state__in=UNDER_WAY)
    mine = mine.filter(session__state__in=MOVES_UP)
    for row in mine.select_related("session").order_by("pk"):
        withdraw_enrolment(enrolment=row, by=user)
    for role in (Session.trainers, Session.examiners):
        named = role.through.objects.filter(user=user)
        named.filter(session__state__in=MAY_BE_CHANGED).delete()


def forget_feedback(profile: Profile) -> None:
    """Empty what somebody who leaves has written, and why they were taken off a list."""
    mine = Enrolment.objects.filter(profile=profile)
    mine.exclude(state=EnrolmentState.REMOVED).update(feedback="")
    mine.filter(state=EnrolmentState.REMOVED).update(feedback="", reason="-")


def _require_present(profile: Profile) -> None:
    """Whoever is erasing the person is waited for; nobody who has left takes a place."""
    row = Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile.pk)
    if row.erased_at is not None:
        raise EnrolmentError(_("This person has left the portal."))


def _require_name(profile: Profile, session: Session) -> None:
    if session.programme.scheme_id and not profile.user.full_name.strip():
        raise EnrolmentError(_("Add your name to your profile first: the certificate carries it."))


def _require_open(session: Session) -> None:
    if session.state not in TAKES_ENROLMENTS or not session.programme.listed:
        raise EnrolmentError(_("This session takes no enrolments any more."))
    if session.enrol_by < session.programme.park.day_at(timezone.now()):
        raise EnrolmentError(_("The last day to enrol has passed."))


def _give_place(row: Enrolment, session: Session) -> bool:
    """Take a place in the locked session, and one of its agreement; False where there is none."""
    if session.taken >= session.capacity:
        return False
    try:
        row.quota = place_for(row.profile, session.programme.agreement, session.starts_on)
    except NoPlacesLeftError:
        return False
    session.taken += 1
    session.save(update_fields=["taken"])
    ENROLMENT_MOVES.require(row.state, EnrolmentState.ENROLLED)
    row.state = EnrolmentState.ENROLLED
    row.save(update_fields=["state", "quota"])
    return True


def _leave(row: Enrolment, state: EnrolmentState, by: User, *, reason: str = "") -> Enrolment:
    session = _locked_session(row.session)
    row = _locked(row)
    ENROLMENT_MOVES.require(row.state, state)
    if row.state == EnrolmentState.ENROLLED and session.state not in MOVES_UP:
        raise EnrolmentError(_("The session is over, a place in it is not given back any more."))
    _let_go(row, session, state, reason)
    note(row, str(state), by)
    if session.state in MOVES_UP:
        _promote(session)
    return row


def _let_go(row: Enrolment, session: Session, state: EnrolmentState, reason: str) -> None:
    """Write the state of somebody who goes, and free what they held."""
    if row.state in HOLDS_A_PLACE:
        session.taken -= 1
        session.save(update_fields=["taken"])
    row.state, row.reason = state, reason
    row.save(update_fields=["state", "reason"])
    _free(row)


def _free(row: Enrolment) -> None:
    """Hand on or give back the place of an agreement."""
    quota, row.quota = row.quota, None
    if quota is not None:
        row.save(update_fields=["quota"])
        let_go_place(row.profile, quota)


def _locked_session(session: Session) -> Session:
    row = locked_session(session)
    lock_places(row.programme.agreement_id)
    return row


def _locked(row: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",))
    related = ("profile__user", "session__programme__park", "quota")
    return rows.select_related(*related).get(pk=row.pk)


def note(row: Enrolment, verb: str, by: User | None, **details: Any) -> None:
    programme = row.session.programme
    scope = {"organisation_id": programme.organiser_id, "park_id": programme.park_id}
    record(row, verb, by=by, **scope, **details)


def tell_about(row: Enrolment, template: str, **context: Any) -> None:
    session = row.session
    tell(
        row.profile.user,
        kind=NoticeKind.TRAINING,
        template=f"{MAIL}{template}",
        context={"enrolment": row, "session": session, "programme": session.programme, **context},
        address=reverse("matching:session", args=[session.uuid]),
    )
