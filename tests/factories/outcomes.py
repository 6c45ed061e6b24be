"""The least valid row of what a career office knows of its graduates."""

from datetime import date

import factory

from matching.models import Outcome, TripartiteAgreement
from tests.factories.talent import RosterEntryFactory


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    entry = factory.SubFactory(RosterEntryFactory)
    months = 0
    category = "contract"
    source = "office"


class TripartiteAgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TripartiteAgreement

    entry = factory.SubFactory(RosterEntryFactory)
    changed_on = date(2026, 7, 1)
