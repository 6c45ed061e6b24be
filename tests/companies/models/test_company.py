"""Who may read and change a company."""

import pytest
from django.utils import timezone

from companies.models import Company
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory, VerificationFactory

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "graduate",
    "recruiter",
    "career_officer",
    "park_officer",
    "stranger",
    "operator",
    "signed out",
}


def test_a_verified_company_is_public_and_changed_by_its_administrators_and_the_park(
    company, readers, editors
):
    assert readers(company) == EVERYBODY
    assert editors(company) == {"recruiter", "park_officer", "operator"}


def test_a_company_that_nobody_claimed_is_public_as_the_park_entered_it(park, readers, editors):
    unclaimed = CompanyFactory(park=park)

    assert readers(unclaimed) == EVERYBODY
    assert editors(unclaimed) == {"park_officer", "operator"}


@pytest.mark.parametrize("state", ["pending", "in_review", "declined"])
def test_a_company_that_somebody_claims_is_hidden_until_it_is_verified(
    state, company, recruiter, readers
):
    company.verifications.update(state=state, reason="Incomplete")

    assert readers(company) == {"recruiter", "park_officer", "operator"}


def test_a_company_whose_people_have_all_left_is_unclaimed_again(company, recruiter, readers):
    company.verifications.all().delete()
    recruiter.memberships.update(left_at=timezone.now())

    assert readers(company) == EVERYBODY


def test_a_company_comes_once_however_many_people_it_has(company, viewers):
    MembershipFactory.create_batch(3, organisation=company)
    VerificationFactory.create_batch(2, organisation=company, state="declined", reason="No")

    mine = Company.objects.filter(pk=company.pk)

    assert {mine.visible_to(viewer).count() for viewer in viewers().values()} == {1}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("alpha", ["Alpha Biologics"]),
        ("BIO", ["Alpha Biologics", "Beta_Bio 100%"]),
        ("阿尔法", ["Alpha Biologics"]),
        ("%", ["Beta_Bio 100%"]),
        ("_", ["Beta_Bio 100%"]),
        ("a_b", ["Beta_Bio 100%"]),
        ("\\", []),
        ("gamma", []),
        ("", ["Alpha Biologics", "Beta_Bio 100%"]),
    ],
)
def test_companies_are_found_by_their_name_letter_by_letter(words, found, park):
    CompanyFactory(name_en="Alpha Biologics", name_zh="阿尔法生物", park=park)
    CompanyFactory(name_en="Beta_Bio 100%", park=park)

    rows = Company.objects.named(words).order_by("name_en")

    assert [row.name_en for row in rows] == found


def test_the_place_of_companies_comes_with_them(park, django_assert_num_queries):
    CompanyFactory.create_batch(3, park=park)

    with django_assert_num_queries(1):
        places = [(row.park, row.region) for row in Company.objects.with_place()]

    assert places == [(park, None)] * 3


def test_a_company_is_reached_by_its_name_in_the_address(company):
    assert company.get_absolute_url() == "/companies/alpha/"
