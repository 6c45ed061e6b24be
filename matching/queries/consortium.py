"""What everybody reads of a consortium: its members by kind, its council, its yearly targets."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from matching.queries.targets import TargetLine
from parks.access import Viewer
from parks.choices.consortium import SeatRole
from parks.choices.organisations import OrganisationKind
from parks.models import Consortium, ConsortiumMembership, CouncilTerm, Organisation, Seat

KINDS = {
    OrganisationKind.PARK_OFFICE: _("Park offices"),
    OrganisationKind.COMPANY: _("Companies"),
    OrganisationKind.HOSPITAL: _("Hospitals"),
    OrganisationKind.UNIVERSITY: _("Undergraduate universities"),
    OrganisationKind.COLLEGE: _("Vocational colleges"),
    OrganisationKind.INSTITUTE: _("Research institutes"),
    OrganisationKind.ASSOCIATION: _("Associations"),
    OrganisationKind.TRAINING_CENTRE: _("Training centres"),
}


class Members(NamedTuple):
    """The members of one kind, by name."""

    kind: OrganisationKind
    organisations: list[Organisation]

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


class Council(NamedTuple):
    """A term with those who hold an office, and those who held one in it before."""

    term: CouncilTerm
    seats: list[Seat]
    former: list[Seat]


class TargetBar(NamedTuple):
    """How a target is drawn, in per cent of the longest of its numbers.

    `forecast` is the end of the line that goes on from what is reached; None where it does not.
    """

    line: TargetLine
    reached: float
    forecast: float | None
    target: float


def shown_consortia(viewer: Viewer) -> QuerySet[Consortium]:
    """Return the consortia somebody may read about, with `member_count`, by name."""
    members = ConsortiumMembership.objects.active().filter(consortium=OuterRef("pk"))
    counted = members.order_by().values("consortium").annotate(number=Count("pk"))
    rows = Consortium.objects.visible_to(viewer).select_related("lead")
    number = Coalesce(Subquery(counted.values("number")), 0)
    return rows.annotate(member_count=number).order_by("name_zh", "pk")


def members_by_kind(consortium: Consortium) -> list[Members]:
    """Return the members of today by kind, the kinds in their own order; in one query."""
    rows = ConsortiumMembership.objects.active().filter(consortium=consortium)
    named = rows.select_related("organisation").order_by(
        "organisation__name_zh", "organisation__name_en", "pk"
    )
    organisations = [row.organisation for row in named]
    of_kind = {
        kind: [each for each in organisations if each.kind == kind] for kind in OrganisationKind
    }
    return [Members(kind, found) for kind, found in of_kind.items() if found]


def councils(consortium: Consortium, today: date) -> tuple[Council | None, list[Council]]:
    """Return the council of today and those of earlier terms, the newest first; in two queries."""
    seats = Seat.objects.select_related("organisation").order_by("since", "pk")
    terms = CouncilTerm.objects.filter(consortium=consortium, starts_on__lte=today)
    found = [
        _council(term, today)
        for term in terms.order_by("-number").prefetch_related(Prefetch("seats", seats))
    ]
    sits = bool(found) and found[0].term.ends_on >= today
    return (found[0], found[1:]) if sits else (None, found)


def _council(term: CouncilTerm, today: date) -> Council:
    """Split the seats of a term; of one that is over, those held to its end are its council."""
    day = min(today, term.ends_on)
    order = list(SeatRole)
    seats = sorted(term.seats.all(), key=lambda seat: order.index(SeatRole(seat.role)))
    held = [seat for seat in seats if seat.until is None or seat.until >= day]
    return Council(
        term,
        [seat for seat in held if seat.since <= day],
        [seat for seat in seats if seat not in held],
    )


def target_bars(lines: Iterable[TargetLine]) -> list[TargetBar]:
    """Return how the targets that are recorded here are drawn."""
    return [_bar(line, line.actual) for line in lines if line.actual is not None]


def _bar(line: TargetLine, actual: int) -> TargetBar:
    expected, target = line.forecast.expected, line.target.value
    longest = max(actual, expected or 0, target, 1)
    goes_on = expected is not None and expected > actual
    return TargetBar(
        line=line,
        reached=100 * actual / longest,
        forecast=100 * expected / longest if goes_on else None,
        target=100 * target / longest,
    )
