"""How the rows of the ground floor are called where people read them."""

import pytest

from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_what_belongs_to_an_organisation_names_it():
    alpha = OrganisationFactory(name_en="Alpha")
    lin = UserFactory(full_name="Lin Yue")

    words = [
        str(MembershipFactory(organisation=alpha, user=lin)),
        str(InvitationFactory(organisation=alpha, email="chen@example.org")),
        str(VerificationFactory(organisation=alpha, state="in_review")),
    ]

    assert words == ["Lin Yue · Alpha", "chen@example.org → Alpha", "Alpha · In review"]
