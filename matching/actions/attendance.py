"""Who was at a meeting of a session; a mark can change until the session is closed."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.sessions import locked
from companies.choices.training import SessionState
from companies.models import SessionMeeting
from matching.actions.assessments import lock_people_of, settle_enrolment
from matching.actions.enrolments import EnrolmentError
from matching.choices.enrolments import Attendance
from matching.models import AttendanceMark, Enrolment
from parks.actions.trail import record
from parks.models import User

MARKED_IN = (SessionState.RUNNING, SessionState.ASSESSED)


@transaction.atomic
def mark_attendance(*, meeting: SessionMeeting, marks: Mapping[int, Attendance], by: User) -> int:
    """Note who was there, by enrolment id; returns how many marks are new or other than before.

    Who reaches the attendance needed with both parts passed is certified at once. Raise
    EnrolmentError for a session that does not run, for a meeting still to come, and for an
    enrolment that is not of it; AssessmentError for a mark that takes a pass back whose
    certificate stands.
    """
    session = locked(meeting.session)
    if session.state not in MARKED_IN:
        raise EnrolmentError(_("Attendance is marked while the session runs."))
    if meeting.starts_at > timezone.now():
        raise EnrolmentError(_("Attendance is marked from the time on when the meeting begins."))
    rows = Enrolment.objects.holding_a_place().filter(session=session, pk__in=marks)
    people = {row.pk: row for row in rows.order_by("pk")}
    if people.keys() != marks.keys():
        raise EnrolmentError(_("Somebody has left the session meanwhile. Look at the list again."))
    lock_people_of(session)
    held = dict(meeting.attendance.values_list("enrolment", "mark"))
    changed = {pk: mark for pk, mark in marks.items() if held.get(pk) != mark}
    for pk, mark in changed.items():
        AttendanceMark.objects.update_or_create(
            enrolment=people[pk], meeting=meeting, defaults={"mark": mark, "marked_by": by}
        )
    _note(meeting, len(changed), by)
    for pk in changed:
        settle_enrolment(enrolment=people[pk], by=by)
    return len(changed)


def _note(meeting: SessionMeeting, number: int, by: User) -> None:
    programme = meeting.session.programme
    record(
        meeting,
        "attendance marked",
        by=by,
        organisation_id=programme.organiser_id,
        park_id=programme.park_id,
        number=number,
    )
