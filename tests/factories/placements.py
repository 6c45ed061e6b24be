"""The least valid row of what comes of a hiring, and of a yearly target."""

from datetime import date

import factory

from matching.choices.applications import ApplicationState
from matching.models import Placement, PlacementCheck
from parks.models import AnnualTarget, Consortium
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import ParkFactory


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.HIRED)
    through = ("open",)
    hired_on = date(2026, 1, 15)


class PlacementCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlacementCheck

    placement = factory.SubFactory(PlacementFactory)
    months = 6
    is_there = True


class AnnualTargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnnualTarget

    consortium = factory.SubFactory("tests.factories.placements.LedConsortiumFactory")
    year = 2026
    metric = "trained"
    value = 2000


class LedConsortiumFactory(factory.django.DjangoModelFactory):
    """A consortium for its targets."""

    class Meta:
        model = Consortium

    slug = factory.Sequence(lambda number: f"led-{number}")
    name_zh = factory.Sequence(lambda number: f"产教联合体{number}")
    lead = factory.SubFactory(ParkFactory)
