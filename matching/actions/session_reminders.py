"""Reminding participants the day before each meeting of their session: once for each meeting."""

from datetime import datetime

from django.db import transaction

from companies.models import SessionMeeting
from matching.actions.enrolments import note, tell_about
from matching.queries.session_reminders import REMINDED, due_meetings, to_remind


def remind_of_meetings(now: datetime) -> int:
    """Remind everybody who is due at `now`; returns how many. Twice at once reminds once."""
    due = list(due_meetings(now).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in due)


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    rows = due_meetings(now).select_for_update(of=("self",)).select_related("session__programme")
    meeting: SessionMeeting | None = rows.filter(pk=pk).first()
    if meeting is None:  # moved or called off meanwhile
        return 0
    people = list(to_remind(meeting))
    for row in people:
        note(row, REMINDED, None, meeting=meeting.pk, starts_at=meeting.starts_at.isoformat())
        tell_about(row, "meeting_reminder", meeting=meeting)
    return len(people)
