"""The least valid stay at a base."""

from datetime import date

import factory

from matching.models import BaseStay
from tests.factories.agreements import BaseFactory
from tests.factories.talent import ProfileFactory


class BaseStayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BaseStay

    base = factory.SubFactory(BaseFactory)
    profile = factory.SubFactory(ProfileFactory)
    starts_on = date(2026, 3, 2)
