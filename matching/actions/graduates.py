"""Graduates are asked where they are: once for each time, and reminded once.

What was asked stands in the log of the student's entry, so that a run that is cut off or comes
twice asks nobody twice.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from matching.choices.outcomes import OutcomeMonth
from matching.models import Outcome
from matching.queries.outcomes import due, months_before
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import LogEntry
from talent.actions.roster import note
from talent.models import RosterEntry
from talent.models.roster import RosterEntryQuerySet

ASKED_WITHIN = timedelta(days=60)
"""Whoever was due longer ago is not asked: a roster of years past would be a flood of mails."""
REMINDED_AFTER = timedelta(days=14)
ASKED, REMINDED = "asked for destination", "reminded of destination"


def ask_graduates(today: date) -> int:
    """Ask and remind everybody whose time it is; return how many mails that were."""
    return sum(
        _say(entry_id, month, verb)
        for month in OutcomeMonth
        for verb in (REMINDED, ASKED)
        for entry_id in to_be_told(month, verb, today).order_by("pk").values_list("pk", flat=True)
    )


def to_be_told(month: OutcomeMonth, verb: str, today: date) -> RosterEntryQuerySet:
    """Return who has claimed, is due, has not answered, and was not told this yet."""
    first = months_before(today - ASKED_WITHIN, month.value)
    rows = due(RosterEntry.objects.claimed(), month.value, today).filter(
        graduates_on__gte=first, user__is_active=True
    )
    known = Outcome.objects.filter(entry=OuterRef("pk"), months=month.value)
    rows = rows.filter(~Exists(known), ~Exists(_said(verb, month)))
    if verb == REMINDED:
        before = _said(ASKED, month).filter(happened_at__date__lte=today - REMINDED_AFTER)
        rows = rows.filter(Exists(before))
    return rows


def _said(verb: str, month: OutcomeMonth):
    entries = LogEntry.objects.filter(noun="talent.rosterentry", row_id=OuterRef("pk"))
    return entries.filter(verb=verb, details__months=month.value)


@transaction.atomic
def _say(entry_id: int, month: OutcomeMonth, verb: str) -> bool:
    """Tell one graduate, under the lock of their entry, unless that is done meanwhile."""
    rows = RosterEntry.objects.select_for_update(of=("self",)).claimed().enrolled()
    entry = rows.select_related("university", "user").filter(pk=entry_id).first()
    said = LogEntry.objects.filter(noun="talent.rosterentry", row_id=entry_id, verb=verb)
    known = Outcome.objects.filter(entry=entry_id, months=month.value)
    if entry is None or known.exists() or said.filter(details__months=month.value).exists():
        return False
    note(entry, verb, by=None, months=month.value)
    tell(
        entry.user,
        kind=NoticeKind.DESK,
        template="matching/mail/destination_asked",
        context={"entry": entry, "is_again": verb == REMINDED},
        address=reverse("matching:answer_destination", args=[entry.uuid, month.value]),
    )
    return True
