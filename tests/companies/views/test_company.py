"""The public pages of companies."""

import pytest
from django.urls import reverse

from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ParkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIST = reverse("companies:companies")


@pytest.mark.parametrize("companies", [1, 3])
def test_the_list_costs_the_same_for_one_company_or_three(
    companies, client, django_assert_num_queries
):
    for company in CompanyFactory.create_batch(companies):
        OpeningFactory(company=company, published=True)

    with django_assert_num_queries(3):
        response = client.get(LIST)

    assert len(response.context["page"]) == companies


def test_verified_companies_come_first_then_by_name(client):
    park = ParkFactory()
    CompanyFactory(name_en="Aardvark", park=park)
    CompanyFactory(name_en="Zebra", park=park, verified=True)
    CompanyFactory(name_en="Beaver", park=park)

    page = client.get(LIST).context["page"]

    assert [company.name_en for company in page] == ["Zebra", "Aardvark", "Beaver"]


def test_each_company_tells_its_openings(client, company):
    OpeningFactory.create_batch(2, company=company, published=True)
    OpeningFactory(company=company)

    response = client.get(LIST)

    assert response.context["counts"] == {company.pk: 2}
    assert "2 openings" in response.text


@pytest.mark.parametrize("words", ["\x00", "alpha\x00", "%", "_", "x" * 10_000, "\ud800"])
def test_rubbish_as_a_name_finds_nothing_and_breaks_nothing(words, client, company):
    words = words.encode("utf-8", "surrogatepass")

    response = client.get(LIST, {"q": words})

    assert response.status_code == 200
    assert list(response.context["page"]) in ([], [company])


def test_wildcards_of_the_database_are_letters_like_others(client, company):
    assert list(client.get(LIST, {"q": "%"}).context["page"]) == []
    assert list(client.get(LIST, {"q": "A_pha"}).context["page"]) == []
    assert list(client.get(LIST, {"q": "alpha b"}).context["page"]) == [company]


def test_what_was_looked_for_is_shown_again_and_cannot_carry_markup(client):
    response = client.get(LIST, {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert" in response.text


def test_an_empty_list_says_what_to_do_next(client):
    response = client.get(LIST, {"q": "nobody"})

    assert "No company has this name" in response.text
    assert f'href="{LIST}"' in response.text


@pytest.mark.parametrize("number", ["0", "-1", "9999", "x", "\x00", "9" * 5000])
def test_a_wrong_page_number_is_mended(number, client):
    CompanyFactory.create_batch(21, park=ParkFactory())

    response = client.get(LIST, {"page": number})

    assert response.status_code == 200
    assert response.context["page"].number in (1, 2)


def test_the_words_stay_in_the_address_of_the_next_page(client):
    CompanyFactory.create_batch(21, park=ParkFactory())

    response = client.get(LIST, {"q": "Company"})

    assert "?q=Company&amp;page=2" in response.text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_list_is_only_read(method, client):
    assert getattr(client, method)(LIST).status_code == 405
