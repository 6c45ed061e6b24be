"""Parks and their honours in the web admin."""

import pytest

from parks.models import LogEntry, Park, ParkHonour
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory
from tests.factories.parks import ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_an_officer_describes_their_park(sign_in, park_officer, park, submit):
    submit(
        sign_in(park_officer),
        address(park, "change"),
        summary_zh="纳米科技与生物医药",
        stage="accelerator",
    )

    park.refresh_from_db()
    assert (park.summary_zh, park.stage) == ("纳米科技与生物医药", "accelerator")


def test_address_and_listing_are_not_the_officers(sign_in, park_officer, park, submit):
    submit(sign_in(park_officer), address(park, "change"), slug="ours", name_en="BioBAY Suzhou")

    park.refresh_from_db()
    assert (park.name_en, park.slug, park.listed) == ("BioBAY Suzhou", "biobay", True)


def test_the_operator_takes_a_park_off_the_public_list(sign_in, operator, park):
    fields = {"name_zh": park.name_zh, "name_en": park.name_en, "stage": park.stage}
    fields |= {"time_zone": park.time_zone, "honours-TOTAL_FORMS": 0, "honours-INITIAL_FORMS": 0}

    sign_in(operator).post(address(park, "change"), fields)

    park.refresh_from_db()
    assert (park.listed, park.slug) == (False, "biobay")


def test_an_unlisted_park_stays_in_its_officers_list(sign_in, park_officer, park):
    Park.objects.update(listed=False)

    response = sign_in(park_officer).get(address(Park, "changelist"))

    assert list(response.context["cl"].queryset) == [park]


def test_the_list_counts_the_organisations(sign_in, operator, park):
    CompanyFactory.create_batch(2, park=park)
    empty = ParkFactory()

    response = sign_in(operator).get(address(Park, "changelist"))

    office = response.context["cl"].model_admin
    counts = {row: office.organisations(row) for row in response.context["cl"].queryset}
    assert counts == {park: 2, empty: 0}


def test_an_officer_enters_an_honour_of_their_park(sign_in, park_officer, park, submit):
    submit(
        sign_in(park_officer),
        address(ParkHonour, "add"),
        name_zh="国家级科技企业孵化器",
        name_en="National incubator",
        year=2021,
    )

    honour = ParkHonour.objects.get()
    assert (honour.park, honour.year) == (park, 2021)
    assert LogEntry.objects.get(verb="created").park == park


def test_an_honour_stays_with_its_park(sign_in, park_officer, park, submit):
    honour = ParkHonour.objects.create(park=park, name_zh="荣誉", name_en="Honour", year=2020)

    submit(sign_in(park_officer), address(honour, "change"), park=ParkFactory().pk, year=2021)

    honour.refresh_from_db()
    assert (honour.park, honour.year) == (park, 2021)
