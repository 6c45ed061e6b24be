"""Which roles an organisation gives, and what they are called there."""

import pytest
from django.utils import translation

from parks.choices.organisations import MembershipRole, OrganisationKind, role_name, roles_of


def test_a_company_gives_three_roles():
    assert roles_of(OrganisationKind.COMPANY) == ("admin", "member", "interviewer")


@pytest.mark.parametrize("kind", sorted(set(OrganisationKind) - {OrganisationKind.COMPANY}))
def test_nobody_else_has_interviewers(kind):
    assert roles_of(kind) == ("admin", "member")


@pytest.mark.parametrize(
    ("role", "kind", "name"),
    [
        (MembershipRole.MEMBER, OrganisationKind.COMPANY, "Recruiter"),
        (MembershipRole.MEMBER, OrganisationKind.UNIVERSITY, "Member"),
        (MembershipRole.MEMBER, OrganisationKind.PARK_OFFICE, "Member"),
        (MembershipRole.ADMIN, OrganisationKind.COMPANY, "Administrator"),
        (MembershipRole.INTERVIEWER, OrganisationKind.COMPANY, "Interviewer"),
    ],
)
def test_a_member_of_a_company_is_called_a_recruiter(role, kind, name):
    with translation.override("en"):
        assert role_name(role, kind) == name
