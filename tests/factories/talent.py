"""The least valid row of each noun of the supply side."""

from datetime import date
from uuid import uuid4

import factory
from django.utils import timezone

from parks.choices.organisations import OrganisationKind
from talent.choices.profiles import GrantReason
from talent.models import (
    Announcement,
    AnnouncementReceipt,
    Disclosure,
    Document,
    Education,
    Experience,
    Profile,
    ProfileGrant,
    RosterEntry,
    SkillClaim,
    StudyProgramme,
    University,
)
from tests.factories.parks import OrganisationFactory, SkillFactory, UserFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory


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


class EducationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Education

    profile = factory.SubFactory(ProfileFactory)
    school = factory.Sequence(lambda number: f"School {number}")


class ExperienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Experience

    profile = factory.SubFactory(ProfileFactory)
    title = factory.Sequence(lambda number: f"Post {number}")


class StudyProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StudyProgramme

    university = factory.SubFactory(UniversityFactory)
    degree = factory.SubFactory(DegreeLevelFactory)
    discipline = factory.SubFactory(DisciplineFactory)
    name_en = factory.Sequence(lambda number: f"Programme {number}")


class RosterEntryFactory(factory.django.DjangoModelFactory):
    """A student as the university knows them; `claimed=True` is one whom a person has claimed."""

    class Meta:
        model = RosterEntry

    class Params:
        claimed = factory.Trait(
            user=factory.SubFactory(UserFactory), claimed_at=factory.LazyFunction(timezone.now)
        )

    university = factory.SubFactory(UniversityFactory)
    student_number = factory.Sequence(lambda number: f"2026{number:06}")
    full_name = factory.Sequence(lambda number: f"Student {number}")
    degree = factory.SubFactory(DegreeLevelFactory)
    graduates_on = date(2026, 6, 30)


class AnnouncementFactory(factory.django.DjangoModelFactory):
    """A draft of a university for all of its students."""

    class Meta:
        model = Announcement

    organisation = factory.SubFactory(UniversityFactory)
    audience = ("students",)
    title_en = factory.Sequence(lambda number: f"Announcement {number}")


class AnnouncementReceiptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AnnouncementReceipt

    announcement = factory.SubFactory(AnnouncementFactory)
    user = factory.SubFactory(UserFactory)
