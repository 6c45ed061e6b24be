"""Reminding interviewers of a scorecard they owe: once, a day after the interview."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from matching.calendars.times import time_for
from matching.choices.interviews import SITTING
from matching.models import Interview, SlotInterviewer
from matching.queries.scorecards import REMINDED, awaited_scorecards
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind


def remind_of_scorecards(now: datetime) -> int:
    """Remind everybody who owes one at `now`; returns how many. Twice at once reminds once."""
    due = list(awaited_scorecards(now).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in due)


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    seats = SlotInterviewer.objects.select_for_update(of=("self",))
    seat = seats.select_related("interviewer", "slot").filter(pk=pk).first()
    if seat is None or not awaited_scorecards(now).filter(pk=pk).exists():
        return False
    interview = Interview.objects.with_people().get(slot=seat.slot, state__in=SITTING)
    opening = interview.application.opening
    record(seat, REMINDED, by=None, organisation_id=opening.company_id, park_id=opening.park_id)
    tell(
        seat.interviewer,
        kind=NoticeKind.DESK,
        template="matching/mail/desk_scorecard_wanted",
        context={
            "interview": interview,
            "opening": opening,
            "applicant": interview.application.profile.user,
            "slot": interview.slot,
            "time": time_for(interview.slot, seat.interviewer.time_zone),
        },
        address=reverse("matching:scorecard", args=[interview.uuid]),
    )
    return True
