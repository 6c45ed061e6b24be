"""The last day of openings: companies are reminded of it, and it ends them."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from companies.actions.opening_news import tell_company
from companies.actions.openings import locked, move_opening, record_opening
from companies.choices.openings import OPENING_MOVES, OpeningState
from companies.models import Opening
from parks.models import LogEntry, Park

AHEAD = timedelta(days=7)
REMINDED = "reminded of the last day"
ON_SHOW = (OpeningState.PUBLISHED, OpeningState.PAUSED)


def expire_openings(now: datetime) -> int:
    """End the openings whose last day has passed at their park; give how many.

    Companies are reminded seven days before and on the day itself, once each however often this
    runs; after days without a run the reminder comes late rather than never.
    """
    ended = 0
    for park in Park.objects.order_by("pk"):
        today = park.day_at(now)
        shown = Opening.objects.filter(park=park, state__in=ON_SHOW)
        ended += sum(_expire(opening, today) for opening in shown.filter(closes_on__lt=today))
        soon = Q(closes_on__range=(today, today + AHEAD))
        for opening in shown.filter(soon).order_by("pk"):
            _remind(opening, today)
    return ended


@transaction.atomic
def _expire(opening: Opening, today: date) -> bool:
    """End one opening, unless somebody has just closed or renewed it."""
    opening = locked(opening)
    is_over = OPENING_MOVES.allows(opening.state, OpeningState.EXPIRED) and opening.is_past(today)
    if is_over:
        move_opening(opening, state=OpeningState.EXPIRED, by=None)
    return is_over


@transaction.atomic
def _remind(opening: Opening, today: date) -> None:
    opening = locked(opening)
    if opening.closes_on is None or opening.state not in ON_SHOW:
        return
    facts = {"closes_on": opening.closes_on.isoformat(), "is_last": opening.closes_on == today}
    told = LogEntry.objects.filter(noun=Opening._meta.label_lower, row_id=opening.pk)
    if told.filter(verb=REMINDED, details__contains=facts).exists():
        return
    record_opening(opening, REMINDED, None, **facts)
    tell_company(opening, "opening_ends", days=(opening.closes_on - today).days)
