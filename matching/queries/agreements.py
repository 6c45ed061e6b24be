"""Agreements as their parties and the park office read them."""

from datetime import date
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from matching.queries.base_stays import with_taken
from parks.access import Viewer
from parks.choices.agreements import IN_FORCE, OBLIGATION_MOVES, AgreementState, ObligationState
from parks.models import Agreement, AgreementParty, Base, Obligation, Quota

RUNNING_FIRST = (*IN_FORCE, AgreementState.SIGNED, AgreementState.DRAFT)


class Promise(NamedTuple):
    """An obligation with what this reader may make of it, and whether its day has passed."""

    obligation: Obligation
    may_finish: bool
    may_reopen: bool
    is_late: bool


class PlacesOfYear(NamedTuple):
    """The quotas of a year with their sums."""

    year: int
    quotas: list[Quota]
    places: int
    used: int

    @property
    def free(self) -> int:
        return self.places - self.used


def agreements_for(viewer: Viewer, state: str, today: date) -> QuerySet[Agreement]:
    """Return the agreements somebody reads, those in force first, with the `places` and `used` of
    this year and the `due` obligations of the organisations they act for."""
    rows = Agreement.objects.visible_to(viewer)
    rows = rows.filter(state=state) if state else rows
    running = Case(
        *(When(state=each, then=turn) for turn, each in enumerate(RUNNING_FIRST)),
        default=len(RUNNING_FIRST),
        output_field=IntegerField(),
    )
    rows = rows.select_related("park").prefetch_related("parties__organisation")
    return rows.annotate(
        places=_of_year("places", today.year), used=_of_year("used", today.year), due=_due(viewer)
    ).order_by(running, "ends_on", "pk")


def _of_year(column: str, year: int) -> Coalesce:
    rows = Quota.objects.filter(agreement=OuterRef("pk"), year=year).order_by()
    total = rows.values("agreement").annotate(each=Sum(column)).values("each")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def _due(viewer: Viewer) -> Coalesce:
    rows = Obligation.objects.filter(
        agreement=OuterRef("pk"), owner__in=viewer.organisation_ids, state=ObligationState.OPEN
    )
    counted = rows.order_by().values("agreement").annotate(each=Count("pk")).values("each")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def parties_of(agreement: Agreement) -> QuerySet[AgreementParty]:
    """Return who has signed: those who bring together, educate, employ."""
    rows = AgreementParty.objects.filter(agreement=agreement).select_related("organisation")
    return rows.order_by("side", "pk")


def places_of(agreement: Agreement, viewer: Viewer) -> list[PlacesOfYear]:
    """Return the places by year, used and free, with a line for each degree and discipline."""
    rows = Quota.objects.visible_to(viewer).filter(agreement=agreement)
    rows = rows.select_related("degree", "discipline").order_by("year", "degree__rank", "pk")
    years: dict[int, list[Quota]] = {}
    for quota in rows:
        years.setdefault(quota.year, []).append(quota)
    return [
        PlacesOfYear(
            year, quotas, sum(each.places for each in quotas), sum(each.used for each in quotas)
        )
        for year, quotas in years.items()
    ]


def promises_of(agreement: Agreement, viewer: Viewer, today: date) -> list[Promise]:
    """Return the obligations, what is due first, with what the reader may do: their own alone.

    What was waived the office opens again.
    """
    rows = Obligation.objects.visible_to(viewer).filter(agreement=agreement)
    rows = rows.select_related("owner").order_by("due_on", "pk")
    is_binding = agreement.state != AgreementState.DRAFT
    return [_promise(each, viewer, today, is_binding=is_binding) for each in rows]


def _promise(row: Obligation, viewer: Viewer, today: date, *, is_binding: bool) -> Promise:
    own = is_binding and row.owner_id in viewer.organisation_ids
    return Promise(
        row,
        own and OBLIGATION_MOVES.allows(row.state, ObligationState.DONE),
        own and row.state == ObligationState.DONE,
        row.state == ObligationState.OPEN and row.due_on < today,
    )


def bases_of(agreement: Agreement, viewer: Viewer, today: date) -> QuerySet[Base]:
    rows = with_taken(Base.objects.visible_to(viewer).filter(agreement=agreement), today)
    return rows.select_related("host").order_by("pk")


def bases_for(viewer: Viewer) -> QuerySet[Base]:
    """Return the bases whose page somebody opens: host, parties of the agreement, park office."""
    parties = AgreementParty.objects.filter(organisation__in=viewer.organisation_ids)
    near = Q(host__in=viewer.organisation_ids) | Q(agreement__in=parties.values("agreement"))
    office = Q(agreement__park__in=viewer.steward_of)
    rows = Base.objects.all() if viewer.is_operator else Base.objects.filter(near | office)
    return rows.select_related("agreement__park", "host")


def run_by(viewer: Viewer) -> QuerySet[Base]:
    """Return the bases whose host somebody acts for."""
    rows = Base.objects.filter(host__in=viewer.organisation_ids)
    return rows.select_related("agreement__park", "host")


def visited_by(viewer: Viewer) -> QuerySet[Base]:
    """Return the bases whose visits somebody writes down: the host and the park office."""
    rows = Base.objects.select_related("agreement__park", "host")
    mine = Q(host__in=viewer.organisation_ids) | Q(agreement__park__in=viewer.steward_of)
    return rows if viewer.is_operator else rows.filter(mine)
