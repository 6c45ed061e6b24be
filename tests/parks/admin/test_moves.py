"""Buttons and menu entries that change a state."""

import pytest
from django.urls import reverse

from parks.admin.moves import NoQuestion, ReasonForm, may_become
from parks.choices.organisations import VERIFICATION_MOVES
from parks.models import Verification
from tests.factories.admin import address
from tests.factories.parks import VerificationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


def test_a_change_is_offered_where_the_table_of_moves_allows_it():
    declined = VerificationFactory.build(state="declined", organisation=None)
    pending = VerificationFactory.build(state="pending", organisation=None)

    offered = may_become(VERIFICATION_MOVES, "approved")

    assert (offered(pending), offered(declined)) == (True, False)


def test_a_form_without_questions_is_answered_by_sending_it():
    assert NoQuestion({}).is_valid()
    assert not ReasonForm({"reason": "  "}).is_valid()


def test_a_row_that_is_not_there_leads_home(sign_in, operator):
    page = reverse("admin:parks_verification_approve", args=[12345])

    response = sign_in(operator).post(page)

    assert (response.status_code, response.headers["Location"]) == (302, reverse("admin:index"))


def test_who_may_only_look_is_refused_the_move(sign_in, operator, park_officer, company):
    """The officer of a park whose office lost it between page and click."""
    verification = company.verifications.get()
    park_officer.memberships.all().delete()
    page = address(verification, "change").replace("/change/", "/decline/")

    response = sign_in(park_officer).post(page, {"reason": "Because"})

    verification.refresh_from_db()
    assert response.status_code == 302
    assert verification.state == "approved"


def test_the_menu_of_the_list_offers_the_moves(sign_in, park_officer, company):
    response = sign_in(park_officer).get(address(Verification, "changelist"))

    offered = [name for name, _label in response.context["action_form"].fields["action"].choices]
    assert offered == [
        "",
        "approve",
        "take_into_review",
        "ask_back",
        "decline",
        "propose_to_decline",
        "confirm_decline",
        "drop_decline",
    ]


def test_the_operator_can_also_delete_from_the_menu(sign_in, operator, company):
    response = sign_in(operator).get(address(type(company), "changelist"))

    offered = [name for name, _label in response.context["action_form"].fields["action"].choices]
    assert offered == [
        "",
        "delete_selected",
        "put_up_for_verification",
        "trust",
        "no_longer_trust",
    ]
