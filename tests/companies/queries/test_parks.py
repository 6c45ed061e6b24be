import pytest
from django.utils import timezone

from companies.queries.parks import listed_parks
from parks.access import ANONYMOUS
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import MembershipFactory, ParkFactory

pytestmark = pytest.mark.django_db


def test_each_park_tells_how_many_companies_and_openings_it_has(park):
    busy, quiet = CompanyFactory(park=park), CompanyFactory(park=park)
    OpeningFactory.create_batch(3, company=busy, published=True)
    OpeningFactory(company=quiet)
    OpeningFactory(company=quiet, published=True, closes_on=timezone.localdate().replace(year=2020))
    empty = ParkFactory(name_en="Zzz")

    rows = listed_parks(ANONYMOUS)

    counts = {row: (row.company_count, row.opening_count) for row in rows}
    assert counts == {park: (2, 3), empty: (0, 0)}


def test_companies_that_are_hidden_from_the_reader_are_not_counted(park, recruiter):
    hidden = CompanyFactory(park=park)
    MembershipFactory(organisation=hidden)

    for_everybody = listed_parks(ANONYMOUS).get(pk=park.pk)
    for_its_people = listed_parks(viewer_of(hidden.memberships.get().user)).get(pk=park.pk)

    assert for_everybody.company_count == 1
    assert for_its_people.company_count == 2


def test_parks_come_by_their_name_and_only_when_listed():
    second, first = ParkFactory(name_en="Beta"), ParkFactory(name_en="Alpha")
    ParkFactory(name_en="Gamma", listed=False)

    assert list(listed_parks(ANONYMOUS)) == [first, second]


@pytest.mark.parametrize("parks", [1, 3])
def test_any_number_of_parks_costs_one_query(parks, django_assert_num_queries):
    for park in ParkFactory.create_batch(parks):
        OpeningFactory(company__park=park, published=True)

    with django_assert_num_queries(1):
        shown = [(park.name, park.region, park.opening_count) for park in listed_parks(ANONYMOUS)]

    assert len(shown) == parks
