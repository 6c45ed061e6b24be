"""The least valid row of each noun of the supply side."""

from uuid import uuid4

import factory

from parks.choices.organisations import OrganisationKind
from talent.choices.profiles import GrantReason
from talent.models import Disclosure, Document, Profile, ProfileGrant, SkillClaim, University
from tests.factories.parks import OrganisationFactory, SkillFactory, UserFactory


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


class ProfileGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileGrant

    profile = factory.SubFactory(ProfileFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    reason = GrantReason.APPLICATION
    reference = factory.LazyFunction(uuid4)


class DisclosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disclosure

    profile = factory.SubFactory(ProfileFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    kind = "profile"


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    profile = factory.SubFactory(ProfileFactory)
    filename = "cv.pdf"
    content_type = "application/pdf"
    size = 1
    sha256 = factory.LazyFunction(lambda: uuid4().hex * 2)
