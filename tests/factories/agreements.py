"""The least valid row of what organisations sign, and of the places that gives."""

from datetime import date

import factory

from parks.models import (
    Agreement,
    AgreementParty,
    Base,
    BaseVisit,
    Membership,
    Mentor,
    Obligation,
    Quota,
)
from tests.factories.parks import MembershipFactory, OrganisationFactory, ParkFactory, UserFactory
from tests.factories.vocabulary import DegreeLevelFactory


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    class Params:
        in_force = factory.Trait(state="active", signed_on=date(2026, 1, 5))

    park = factory.SubFactory(ParkFactory)
    kind = "order_class"
    name_en = factory.Sequence(lambda number: f"Agreement {number}")
    starts_on = date(2026, 1, 1)
    ends_on = date(2026, 12, 31)


class AgreementPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    side = "employs"


class QuotaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Quota

    agreement = factory.SubFactory(AgreementFactory, in_force=True)
    year = 2026
    degree = factory.SubFactory(DegreeLevelFactory)
    places = 10


class ObligationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Obligation

    agreement = factory.SubFactory(AgreementFactory, in_force=True)
    owner = factory.SubFactory(OrganisationFactory)
    text_en = "Send two lecturers"
    due_on = date(2026, 9, 1)


class BaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Base

    agreement = factory.SubFactory(AgreementFactory, in_force=True, kind="training_base")
    host = factory.SubFactory(OrganisationFactory)
    kind = "training_base"
    name_en = factory.Sequence(lambda number: f"Base {number}")
    state = "accredited"
    accredited_on = date(2026, 1, 10)
    capacity = 5


class MentorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentor
        skip_postgeneration_save = True

    base = factory.SubFactory(BaseFactory)
    user = factory.SubFactory(UserFactory)
    since = date(2026, 1, 10)

    @factory.post_generation
    def works_there(self, create: bool, extracted: bool | None, **fields: object) -> None:
        """A mentor is somebody of the host, unless said otherwise."""
        at_work = Membership.objects.filter(organisation=self.base.host, user=self.user)
        if create and extracted is not False and not at_work.exists():
            MembershipFactory(organisation=self.base.host, user=self.user, role="member")


class BaseVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BaseVisit

    base = factory.SubFactory(BaseFactory)
    visited_on = date(2026, 5, 6)
    visitor = factory.SubFactory(OrganisationFactory)
    note = "All as agreed."
