"""Telling the company that applicants have nothing left to choose from."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from companies.models import Opening
from matching.actions.interview_letters import offering
from matching.choices.interviews import InterviewState
from matching.models import Interview
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import LogEntry

RUN_OUT = "slots ran out"


@transaction.atomic
def warn_of_no_free_slot(opening_id: int, now: datetime) -> int:
    """Tell who offered times that none is free while applicants still choose; gives how many.

    Once for all the times offered so far: after more are offered it may come again. Two at once
    tell once, for the opening is locked.
    """
    rows = Opening.objects.select_for_update(of=("self",), no_key=True)
    opening = rows.select_related("company").get(pk=opening_id)
    choosing = Interview.objects.filter(
        application__opening=opening, state=InterviewState.INVITED
    ).count()
    slots = list(opening.slots.order_by("pk"))
    if not slots or not choosing or opening.slots.free(now).exists():
        return 0
    newest = {"slot_id": slots[-1].pk}
    if LogEntry.objects.about(opening).filter(verb=RUN_OUT, details=newest).exists():
        return 0
    scope = {"organisation_id": opening.company_id, "park_id": opening.park_id}
    record(opening, RUN_OUT, by=None, **scope, **newest)
    readers = offering(slots, opening.company_id)
    for reader in readers:
        tell(
            reader,
            kind=NoticeKind.DESK,
            template="matching/mail/desk_slots_run_out",
            context={"opening": opening, "waiting": choosing},
            address=reverse("matching:slots", args=[opening.uuid]),
        )
    return len(readers)
