"""The least valid row of each noun where the two sides meet."""

import datetime
from uuid import uuid4

import factory
import numpy as np
from django.utils import timezone

from matching.choices.applications import ApplicationState
from matching.choices.runs import AlarmKind, RunState
from matching.models import (
    Application,
    GraduateMatches,
    MatchAlarm,
    MatchRun,
    MatchShard,
    MatchWeights,
    OpeningMatches,
)
from tests.factories.companies import OpeningFactory
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory

PACKED = {"opening_ids": "<i8", "profile_ids": "<i8", "points": "<i2"}


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


class MatchWeightsFactory(factory.django.DjangoModelFactory):
    """The weights every park begins with, as its first version."""

    class Meta:
        model = MatchWeights

    park = factory.SubFactory(ParkFactory)
    version = factory.Sequence(lambda number: number + 1)


class MatchesFactory(factory.django.DjangoModelFactory):
    """Takes ids and points as lists of numbers and packs them as a run does."""

    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        packed = {
            name: np.array(kwargs[name], dtype).tobytes()
            for name, dtype in PACKED.items()
            if name in kwargs
        }
        return {**kwargs, **packed}


class GraduateMatchesFactory(MatchesFactory):
    class Meta:
        model = GraduateMatches

    run = factory.SubFactory(MatchRunFactory)
    profile = factory.SubFactory(ProfileFactory)
    opening_ids = ()
    points = ()


class OpeningMatchesFactory(MatchesFactory):
    class Meta:
        model = OpeningMatches

    run = factory.SubFactory(MatchRunFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    profile_ids = ()
    points = ()


class MatchShardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchShard

    run = factory.SubFactory(MatchRunFactory)
    number = factory.Sequence(lambda number: number)
    graduates = 1


class MatchAlarmFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchAlarm

    park = factory.SubFactory(ParkFactory)
    night = datetime.date(2026, 11, 20)
    kind = AlarmKind.LATE
    details = '{"hour": 4}'
