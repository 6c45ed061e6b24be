"""The least valid row of each noun of the supply side."""

import factory

from parks.choices.organisations import OrganisationKind
from talent.models import Profile, SkillClaim, University
from tests.factories.parks import SkillFactory, UserFactory


class UniversityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = University

    kind = OrganisationKind.UNIVERSITY
    slug = factory.Sequence(lambda number: f"university-{number}")
    name_en = factory.Sequence(lambda number: f"University {number}")


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)


class SkillClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillClaim

    profile = factory.SubFactory(ProfileFactory)
    skill = factory.SubFactory(SkillFactory)
