"""The least valid row of each noun of the demand side."""

import factory
from django.utils import timezone

from companies.choices.openings import OpeningState, ReportReason, ReportState
from companies.models import Company, Opening, OpeningQuestion, OpeningReport, OpeningSkill
from parks.choices.organisations import OrganisationKind
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory, VerificationFactory


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company
        skip_postgeneration_save = True

    class Params:
        verified = factory.Trait(
            verification=factory.RelatedFactory(VerificationFactory, "organisation")
        )

    kind = OrganisationKind.COMPANY
    slug = factory.Sequence(lambda number: f"company-{number}")
    name_en = factory.Sequence(lambda number: f"Company {number}")
    park = factory.SubFactory(ParkFactory)


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening

    class Params:
        published = factory.Trait(
            state=OpeningState.PUBLISHED, published_at=factory.LazyFunction(timezone.now)
        )

    company = factory.SubFactory(CompanyFactory)
    park = factory.SelfAttribute("company.park")
    title_en = factory.Sequence(lambda number: f"Opening {number}")


class OpeningSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningSkill

    opening = factory.SubFactory(OpeningFactory)
    skill = factory.SubFactory(SkillFactory)


class OpeningQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningQuestion

    opening = factory.SubFactory(OpeningFactory, published=True)
    text_en = factory.Sequence(lambda number: f"Question {number}?")


class OpeningReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningReport

    class Params:
        settled = factory.Trait(
            state=ReportState.DISMISSED, decided_at=factory.LazyFunction(timezone.now)
        )

    opening = factory.SubFactory(OpeningFactory, published=True)
    reason = ReportReason.FALSE
    reported_by = factory.SubFactory(UserFactory)
