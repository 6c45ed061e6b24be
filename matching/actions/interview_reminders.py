"""Reminding applicants the day before: once for each time they have chosen."""

from datetime import datetime

from django.db import transaction

from matching.actions.interview_letters import tell_reminder
from matching.actions.interviews import locked, note
from matching.models import Interview
from matching.queries.interviews import REMINDED, due_reminders


def remind_of_interviews(now: datetime) -> int:
    """Remind everybody who is due at `now`; returns how many. Twice at once reminds once."""
    due = list(due_reminders(now).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in due)


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    interview = locked(Interview(pk=pk))
    if not due_reminders(now).filter(pk=pk).exists():  # moved, cancelled or reminded meanwhile
        return False
    note(interview, REMINDED, by=None)
    tell_reminder(interview)
    return True
