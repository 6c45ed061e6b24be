"""Roles to choose from, as the kind of organisation gives them."""

import pytest

from parks.choices.organisations import OrganisationKind
from parks.forms.team import InviteForm, RoleForm, role_choices, role_notes
from parks.models import Organisation

pytestmark = pytest.mark.usefixtures("english")

COMPANY = Organisation(kind=OrganisationKind.COMPANY)
UNIVERSITY = Organisation(kind=OrganisationKind.UNIVERSITY)


def test_a_company_offers_three_roles_and_says_what_each_may_do():
    assert role_choices(COMPANY) == [
        ("admin", "Administrator"),
        ("member", "Recruiter"),
        ("interviewer", "Interviewer"),
    ]
    assert [name for name, note in role_notes(COMPANY) if note] == [
        "Administrator",
        "Recruiter",
        "Interviewer",
    ]


def test_others_offer_two():
    assert role_choices(UNIVERSITY) == [("admin", "Administrator"), ("member", "Member")]


@pytest.mark.parametrize(
    ("organisation", "role", "is_valid"),
    [
        (COMPANY, "interviewer", True),
        (UNIVERSITY, "interviewer", False),
        (COMPANY, "owner", False),
        (COMPANY, "", False),
    ],
)
def test_only_a_role_on_offer_is_taken(organisation, role, is_valid):
    answers = {"role": role, "email": "lin@example.org"}

    assert RoleForm(answers, organisation=organisation).is_valid() is is_valid
    assert InviteForm(answers, organisation=organisation).is_valid() is is_valid


@pytest.mark.parametrize("address", ["", "lin", "lin@", "lin@example.org, wang@example.org"])
def test_an_invitation_goes_to_one_address(address):
    form = InviteForm({"role": "member", "email": address}, organisation=COMPANY)

    assert list(form.errors) == ["email"]


def test_an_invitation_is_for_a_recruiter_unless_one_says_otherwise():
    assert InviteForm(organisation=COMPANY)["role"].value() == "member"
