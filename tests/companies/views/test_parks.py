"""The public pages of parks."""

import pytest
from django.urls import reverse

from parks.models import ParkHonour
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIST = reverse("companies:parks")


@pytest.mark.parametrize("parks", [1, 3])
def test_the_list_costs_the_same_for_one_park_or_three(parks, client, django_assert_num_queries):
    for park in ParkFactory.create_batch(parks):
        OpeningFactory(company__park=park, published=True)

    with django_assert_num_queries(1):
        response = client.get(LIST)

    assert len(response.context["parks"]) == parks
    assert response.text.count("1 opening<") == parks


def test_an_empty_list_says_what_will_be_there(client):
    assert "No park is listed yet" in client.get(LIST).text


def test_a_park_that_is_not_listed_is_found_by_its_office_alone(client, park, sign_in, request):
    park.listed = False
    park.save(update_fields=["listed"])

    before = client.get(park.get_absolute_url()).status_code
    sign_in(request.getfixturevalue("park_officer"))

    assert before == 404
    assert client.get(park.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_park_costs_the_same_for_one_company_or_three(
    rows, client, park, django_assert_num_queries
):
    ParkHonour.objects.create(park=park, name_zh="国家级", name_en="National base", year=2024)
    for company in CompanyFactory.create_batch(rows, park=park):
        OpeningSkillFactory(opening=OpeningFactory(company=company, published=True))

    with django_assert_num_queries(8):
        response = client.get(park.get_absolute_url())

    assert (len(response.context["openings"]), len(response.context["companies"])) == (rows, rows)
    assert "National base (2024)" in response.text


def test_a_park_shows_a_few_and_counts_all(client, park):
    OpeningFactory.create_batch(8, company=CompanyFactory(park=park), published=True)
    OpeningFactory(company__park=park)
    OpeningFactory(published=True)

    context = client.get(park.get_absolute_url()).context

    assert (len(context["openings"]), context["opening_count"]) == (6, 8)
    assert context["company_count"] == 2


def test_a_park_without_anything_says_so(client, park):
    text = client.get(park.get_absolute_url()).text

    assert "No opening at the moment" in text
    assert "No company yet" in text


def test_a_park_that_does_not_exist_is_not_found(client):
    assert client.get("/parks/nowhere/").status_code == 404
