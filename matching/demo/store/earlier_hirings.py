"""Hirings of earlier springs, and the looks back at them that were answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from matching.choices.placements import LOOKS_BACK, PROMOTED, Whereabouts
from matching.demo.days import midnight
from matching.demo.earlier_hirings import earlier_openings, look_backs, plan_hiring
from matching.demo.reading import parks
from matching.demo.store.applications import put_plans
from matching.demo.store.openings import put_opening_plans
from matching.demo.terms import Terms
from matching.models import Application, Placement, PlacementCheck
from matching.queries.outcomes import months_before
from parks.choices.work import CareerChannel

CHANNELS: dict[Whereabouts, CareerChannel] = {
    answer: CareerChannel(channel) for channel, answer in PROMOTED.items()
}


def put_earlier_hirings(graduates: int, seed: int, today: date, terms: Terms) -> None:
    """Create the openings of earlier years, and who was hired there and is not there yet."""
    put_opening_plans(earlier_openings(), today, terms)
    found = (plan_hiring(seed, index) for index in range(graduates))
    plans = {plan.uuid: plan for plan in found if plan is not None}
    there = set(Application.objects.filter(uuid__in=plans).values_list("uuid", flat=True))
    missing = [plan for uuid, plan in plans.items() if uuid not in there]
    if missing:
        put_plans(missing, today)


@transaction.atomic
def put_looks_back(today: date) -> None:
    """Answer what is due of the placements of the demo and was answered by nobody."""
    rows = Placement.objects.filter(
        application__opening__park__slug__in=[place.slug for place in parks()],
        hired_on__lte=months_before(today, LOOKS_BACK[0]),
        checks=None,
    )
    stored = PlacementCheck.objects.bulk_create(
        check
        for row in rows.select_related("application").order_by("pk")
        for check in _checks(row, today)
    )
    for check in stored:
        asked_on = check.placement.hired_on + timedelta(days=round(check.months * 30.6))
        check.recorded_at = midnight(min(asked_on, today))
    PlacementCheck.objects.bulk_update(stored, ["recorded_at"])


def _checks(row: Placement, today: date) -> Iterator[PlacementCheck]:
    due = sum(row.hired_on <= months_before(today, months) for months in LOOKS_BACK)
    for months, answer in look_backs(row.application.uuid, due).items():
        yield PlacementCheck(
            placement=row,
            months=months,
            is_there=answer != Whereabouts.GONE,
            is_promoted=answer in CHANNELS,
            channel=CHANNELS.get(answer, ""),
        )
