"""The least valid row of every noun of a consortium."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone

from parks.models import (
    Consortium,
    ConsortiumMembership,
    CouncilTerm,
    Meeting,
    Resolution,
    Seat,
    Vote,
)
from tests.factories.parks import OrganisationFactory, ParkFactory

DAY = date(2026, 1, 5)


class ConsortiumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consortium

    slug = factory.Sequence(lambda number: f"consortium-{number}")
    name_zh = factory.Sequence(lambda number: f"联合体{number}")
    name_en = factory.Sequence(lambda number: f"Consortium {number}")
    lead = factory.SubFactory(ParkFactory)


class ConsortiumMembershipFactory(factory.django.DjangoModelFactory):
    """A member; with `applied` one that has only asked."""

    class Meta:
        model = ConsortiumMembership

    class Params:
        applied = factory.Trait(state="applied", joined_on=None)

    consortium = factory.SubFactory(ConsortiumFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = "active"
    joined_on = DAY


class CouncilTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CouncilTerm

    consortium = factory.SubFactory(ConsortiumFactory)
    number = factory.Sequence(lambda number: number + 1)
    starts_on = date(2026, 1, 1)
    ends_on = date(2028, 12, 31)


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    term = factory.SubFactory(CouncilTermFactory)
    role = "vice"
    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.Sequence(lambda number: f"Councillor {number}")
    since = DAY


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    consortium = factory.SubFactory(ConsortiumFactory)
    title_en = factory.Sequence(lambda number: f"Meeting {number}")
    starts_at = datetime(2026, 3, 2, 6, tzinfo=UTC)


class ResolutionFactory(factory.django.DjangoModelFactory):
    """A draft; with `open` one that has been put to the vote."""

    class Meta:
        model = Resolution

    class Params:
        open = factory.Trait(
            state="open",
            opened_at=factory.LazyFunction(timezone.now),
            closes_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
            voters=3,
            quorum=2,
        )

    consortium = factory.SubFactory(ConsortiumFactory)
    title_en = factory.Sequence(lambda number: f"Resolution {number}")


class VoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vote

    resolution = factory.SubFactory(ResolutionFactory, open=True)
    member = factory.SubFactory(
        ConsortiumMembershipFactory, consortium=factory.SelfAttribute("..resolution.consortium")
    )
    choice = "yes"
