"""What of a council can be undone: terms and seats that were entered by mistake."""

from django.db.models import Q
from django.utils import timezone

from parks.choices.consortium import OFFICES_OF_ONE
from parks.models import CouncilTerm, Seat


def may_be_removed(term: CouncilTerm) -> bool:
    """Say whether a term is the last of its consortium and nobody holds or held a seat in it."""
    terms = CouncilTerm.objects.filter(consortium=term.consortium_id)
    return terms.order_by("number").last() == term and not term.seats.exists()


def may_be_taken_back(seat: Seat) -> bool:
    """Say whether nobody has held a seat before today, by the day at the lead park."""
    return seat.since >= seat.term.consortium.lead.day_at(timezone.now())


def follower_of(seat: Seat) -> Seat | None:
    """Return who takes a seat over later, or an office of one that would else be held on."""
    follows = Q(replaces=seat)
    if seat.replaces_id and seat.role in OFFICES_OF_ONE:
        follows |= Q(role=seat.role, since__gt=seat.since)
    return seat.term.seats.filter(follows).order_by("since").first()
