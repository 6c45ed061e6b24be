"""The least valid row of each noun where the two sides meet."""

import datetime
from uuid import uuid4

import factory
from django.utils import timezone

from matching.choices.applications import ApplicationState
from matching.choices.runs import RunState
from matching.models import Application, GraduateMatches, MatchRun, OpeningMatches
from tests.factories.companies import OpeningFactory
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    profile = factory.SubFactory(ProfileFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    state = ApplicationState.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)


class MatchRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchRun

    batch = factory.LazyFunction(uuid4)
    park = factory.SubFactory(ParkFactory)
    night = datetime.date(2026, 11, 20)
    state = RunState.PUBLISHED
    finished_at = factory.LazyFunction(timezone.now)


class GraduateMatchesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GraduateMatches

    run = factory.SubFactory(MatchRunFactory)
    profile = factory.SubFactory(ProfileFactory)
    opening_ids = factory.LazyFunction(list)
    points = factory.LazyFunction(list)


class OpeningMatchesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningMatches

    run = factory.SubFactory(MatchRunFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    profile_ids = factory.LazyFunction(list)
    points = factory.LazyFunction(list)
