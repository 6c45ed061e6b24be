"""The public page of a company: what it offers, and how it answers those who apply."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_company_shows_what_it_offers_now(client, company):
    shown = OpeningFactory(company=company, published=True, title_en="Analyst")
    OpeningFactory(company=company, title_en="Secret plan")
    yesterday = timezone.localdate() - timedelta(days=1)
    OpeningFactory(company=company, published=True, title_en="Too late", closes_on=yesterday)

    response = client.get(company.get_absolute_url())

    assert list(response.context["page"]) == [shown]
    assert "Verified" in response.text
    assert "Secret plan" not in response.text


def test_a_company_that_nobody_claimed_says_so(client, park):
    response = client.get(CompanyFactory(park=park).get_absolute_url())

    assert "Not yet claimed by the company" in response.text


@pytest.mark.parametrize("person", [None, "graduate", "stranger", "career_officer"])
def test_a_company_that_waits_for_verification_is_not_found_by_others(
    person, client, park, sign_in, request
):
    hidden = CompanyFactory(park=park)
    MembershipFactory(organisation=hidden)
    if person:
        sign_in(request.getfixturevalue(person))

    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_its_own_people_find_a_company_that_waits_for_verification(park, sign_in):
    member = MembershipFactory(organisation=CompanyFactory(slug="hidden", park=park))

    assert sign_in(member.user).get("/companies/hidden/").status_code == 200


@pytest.mark.parametrize("openings", [1, 3])
def test_the_page_of_a_company_costs_the_same_for_one_opening_or_three(
    openings, client, company, django_assert_num_queries
):
    for opening in OpeningFactory.create_batch(openings, company=company, published=True):
        OpeningSkillFactory.create_batch(2, opening=opening)

    with django_assert_num_queries(6):
        response = client.get(company.get_absolute_url())

    assert len(response.context["page"]) == openings


def answered(company, count: int, days: float) -> None:
    """Applications of the last weeks that were each answered after so many days."""
    opening = OpeningFactory(company=company, published=True)
    sent = timezone.now() - timedelta(days=50)
    for _number in range(count):
        row = ApplicationFactory(opening=opening, submitted_at=sent, state="shortlisted")
        taken_at = sent + timedelta(days=days)
        ApplicationStepFactory(application=row, state="shortlisted", taken_at=taken_at)


def test_the_page_says_how_many_were_answered_in_time_and_how_soon(client, company):
    answered(company, 4, days=3.2)
    answered(company, 1, days=40)

    text = client.get(company.get_absolute_url()).text

    assert "80.0 % within 30 days" in text
    assert "usually after 4 days" in text
    assert "the last 180 days" in text


def test_an_answer_on_the_same_day_is_not_called_no_days(client, company):
    answered(company, 5, days=0.1)

    text = client.get(company.get_absolute_url()).text

    assert re.search(r"usually after 1 day\s*<", text)


def test_too_few_applications_say_nothing(client, company):
    answered(company, 4, days=3)

    text = client.get(company.get_absolute_url()).text

    assert "within 30 days" not in text
    assert "usually after" not in text
    assert "180 days" not in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(method, client, company):
    assert getattr(client, method)(company.get_absolute_url()).status_code == 405
