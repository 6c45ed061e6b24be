"""Organisations in the web admin: entered, filtered, put up for verification."""

import pytest

from parks.choices.organisations import OrganisationKind
from parks.models import Organisation, Verification
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory
from tests.factories.parks import OrganisationFactory, VerificationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_an_officer_enters_an_organisation_of_their_park(sign_in, park_officer, park, submit):
    submit(
        sign_in(park_officer),
        address(Organisation, "add"),
        name_zh="苏州第一医院",
        kind="hospital",
        slug="first-hospital",
    )

    hospital = Organisation.objects.get(slug="first-hospital")
    assert (hospital.park, hospital.kind) == (park, OrganisationKind.HOSPITAL)


def test_an_address_is_made_when_none_is_given(sign_in, park_officer, submit):
    submit(sign_in(park_officer), address(Organisation, "add"), name_zh="医院", kind="hospital")

    made = Organisation.objects.get(name_zh="医院")
    assert made.slug == f"organisation-{made.uuid.hex[:6]}"


def test_kind_and_address_stay_what_they_were(sign_in, park_officer, park, submit):
    association = OrganisationFactory(park=park, slug="the-association")

    submit(
        sign_in(park_officer),
        address(association, "change"),
        name_en="Association",
        kind="park_office",
        slug="other",
    )

    association.refresh_from_db()
    assert (association.name_en, association.kind, association.slug) == (
        "Association",
        OrganisationKind.ASSOCIATION,
        "the-association",
    )


def test_an_officer_does_not_give_an_organisation_away(
    sign_in, park_officer, park, submit, stranger
):
    association = OrganisationFactory(park=park)
    elsewhere = stranger.memberships.get().organisation.park

    submit(sign_in(park_officer), address(association, "change"), name_en="Ours", park=elsewhere.pk)

    association.refresh_from_db()
    assert (association.name_en, association.park) == ("Ours", park)


def test_the_operator_enters_a_park_office(sign_in, operator, park, submit):
    submit(
        sign_in(operator),
        address(Organisation, "add"),
        name_en="Office",
        kind="park_office",
        park=park.pk,
    )

    assert Organisation.objects.get(name_en="Office").kind == OrganisationKind.PARK_OFFICE


def test_a_wrong_credit_code_is_refused(sign_in, park_officer, park, submit):
    company = CompanyFactory(park=park)

    response = submit(
        sign_in(park_officer), address(company, "change"), credit_code="91320594MA1MXXXXX0"
    )

    company.refresh_from_db()
    assert company.credit_code == ""
    assert list(response.context["adminform"].form.errors) == ["credit_code"]


@pytest.mark.parametrize(("choice", "verified"), [("yes", True), ("no", False)])
def test_the_list_tells_the_verified_from_the_others(
    sign_in, park_officer, company, park, choice, verified
):
    other = CompanyFactory(park=park)

    response = sign_in(park_officer).get(address(type(company), "changelist"), {"verified": choice})

    assert list(response.context["cl"].queryset) == [company if verified else other]


def test_an_organisation_is_put_up_for_verification(sign_in, park_officer, park):
    company = CompanyFactory(park=park)
    page = address(company, "change").replace("/change/", "/put_up_for_verification/")

    sign_in(park_officer).post(page)

    assert Verification.objects.get().organisation_id == company.pk


@pytest.mark.parametrize(
    ("state", "offered"),
    [("pending", False), ("in_review", False), ("approved", False), ("declined", True)],
)
def test_verification_is_offered_where_none_is_open_or_granted(
    sign_in, park_officer, park, state, offered
):
    association = OrganisationFactory(park=park)
    VerificationFactory(organisation=association, state=state, reason="Because")

    response = sign_in(park_officer).get(address(association, "change"))

    titles = [str(action["title"]) for action in response.context["actions_detail"]]
    assert titles == (["Put up for verification"] if offered else [])


def test_the_page_shows_who_acts_for_the_organisation_but_changes_nothing_there(
    sign_in, park_officer, company, recruiter, submit
):
    membership = company.memberships.get()
    client = sign_in(park_officer)

    page = client.get(address(company, "change")).content.decode()
    submit(client, address(company, "change"), **{"memberships-0-role": "member"})

    membership.refresh_from_db()
    assert recruiter.full_name in page
    assert membership.role == "admin"
