"""Verifying organisations in the web admin: every way goes through the action."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from parks.choices.organisations import VerificationState
from parks.models import LogEntry, OutboxMail, Verification
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    EvidenceFactory,
    MembershipFactory,
    UserFactory,
    VerificationFactory,
)

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


SENT = {"lack": "other", "message": "Send the licence."}


@pytest.fixture
def request_(park):
    """A company of the park asks to be verified."""
    return VerificationFactory(
        organisation=CompanyFactory(park=park, name_en="Dawn Biologics"),
        state="pending",
        decided_at=None,
        submitted_by=UserFactory(email="hr@example.org"),
    )


def move_page(row, move):
    return address(row, "change").replace("/change/", f"/{move}/")


def test_opening_the_page_of_a_move_changes_nothing(sign_in, park_officer, request_):
    response = sign_in(park_officer).get(move_page(request_, "approve"))

    request_.refresh_from_db()
    assert (response.status_code, request_.state) == (200, "pending")


def test_an_officer_approves_and_the_submitter_is_told(sign_in, park_officer, request_, said):
    response = sign_in(park_officer).post(move_page(request_, "approve"))

    request_.refresh_from_db()
    assert (request_.state, request_.decided_by) == ("approved", park_officer)
    assert said(response) == [("success", "Approve: done for 1.")]
    assert LogEntry.objects.get(verb="verification approved").actor == park_officer
    assert OutboxMail.objects.get().recipient == "hr@example.org"


def test_declining_asks_for_the_reason_first(sign_in, park_officer, request_):
    sent = {"lack": "other", "message": " "}
    response = sign_in(park_officer).post(move_page(request_, "decline"), sent)

    request_.refresh_from_db()
    said = "Say why, so that the organisation can put it right."
    assert response.context["form"].errors == {"message": [said]}
    assert request_.state == "pending"


def test_an_officer_declines_with_a_reason(sign_in, park_officer, request_):
    sign_in(park_officer).post(move_page(request_, "decline"), SENT)

    request_.refresh_from_db()
    assert (request_.state, request_.reason) == ("declined", "Send the licence.")


def test_a_move_that_is_not_allowed_says_why(sign_in, park_officer, company, refused):
    approved = company.verifications.get()

    response = sign_in(park_officer).post(move_page(approved, "take_into_review"))

    approved.refresh_from_db()
    assert approved.state == "approved"
    [why] = refused(response)
    assert "This is “Verified” and cannot become “In review”." in why


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("pending", {"approve", "take_into_review", "ask_back", "decline"}),
        ("in_review", {"approve", "ask_back", "decline"}),
        ("asked", {"approve", "decline"}),
        ("approved", {"decline"}),
        ("declined", set()),
    ],
)
def test_the_page_offers_the_moves_that_are_possible(
    sign_in, park_officer, request_, state, offered
):
    Verification.objects.update(state=state, reason="Because")

    response = sign_in(park_officer).get(address(request_, "change"))

    paths = {action["path"].split("/")[-2] for action in response.context["actions_detail"]}
    assert paths == offered


def test_several_are_approved_at_once_and_one_that_refuses_holds_up_nobody(
    sign_in, park_officer, park, request_, said
):
    declined = VerificationFactory(
        organisation__park=park, state="declined", reason="Because", organisation__name_en="Late"
    )
    chosen = {"action": "approve", "_selected_action": [request_.pk, declined.pk]}

    response = sign_in(park_officer).post(address(Verification, "changelist"), chosen)

    assert set(Verification.objects.values_list("pk", "state")) == {
        (request_.pk, "approved"),
        (declined.pk, "declined"),
    }
    assert [level for level, _text in said(response)] == ["error", "success"]


def test_several_are_declined_after_one_question(sign_in, park_officer, request_):
    client = sign_in(park_officer)
    chosen = {"action": "decline", "_selected_action": [request_.pk], "index": 0}

    asked = client.post(address(Verification, "changelist"), chosen)
    answered = dict(asked.context["hidden"]) | SENT
    client.post(address(Verification, "changelist"), answered)

    request_.refresh_from_db()
    assert asked.context["rows"] == [request_]
    assert (request_.state, request_.reason) == ("declined", "Send the licence.")


def test_an_officer_puts_a_company_up_for_verification(sign_in, park_officer, park, submit):
    company = CompanyFactory(park=park)

    submit(sign_in(park_officer), address(Verification, "add"), organisation=company.pk)

    verification = Verification.objects.get()
    assert (verification.organisation_id, verification.state) == (company.pk, "pending")
    assert verification.submitted_by == park_officer
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["verification requested"]


def test_a_second_request_for_the_same_company_is_refused_in_words(
    sign_in, park_officer, request_, submit, refused
):
    company = request_.organisation_id

    response = submit(sign_in(park_officer), address(Verification, "add"), organisation=company)

    assert refused(response) == ["A verification is open or granted already."]
    assert Verification.objects.get() == request_


def test_a_company_entered_by_hand_is_verified_in_three_steps(sign_in, park_officer, park, submit):
    client = sign_in(park_officer)

    submit(client, "/admin/companies/company/add/", name_en="Dawn Biologics")
    company = park.organisations.get(name_en="Dawn Biologics")
    client.post(f"/admin/companies/company/{company.pk}/put_up_for_verification/")
    client.post(move_page(company.verifications.get(), "approve"))

    assert company.kind == "company"
    assert company.verifications.get().state == VerificationState.APPROVED
    assert company.slug.startswith("dawn-biologics-")
    assert not company.memberships.exists()  # the officer does not run it by that


def test_the_state_of_a_verification_cannot_be_typed_in(sign_in, park_officer, request_):
    sign_in(park_officer).post(address(request_, "change"), {"state": "approved"})

    request_.refresh_from_db()
    assert request_.state == "pending"


@pytest.mark.parametrize(
    ("choice", "found"),
    [("waits", {"pending"}), ("made", {"approved"}), ("asked", set()), ("second", set())],
)
def test_the_list_tells_the_open_from_the_decided(
    sign_in, park_officer, request_, company, choice, found
):
    response = sign_in(park_officer).get(address(Verification, "changelist"), {"decision": choice})

    assert {row.state for row in response.context["cl"].queryset} == found


def shown(sign_in, officer, row) -> str:
    return sign_in(officer).get(address(row, "change")).text


def test_the_office_sees_the_licence_before_it_decides(sign_in, park_officer, request_):
    files = EvidenceFactory.create_batch(2, verification=request_)

    text = shown(sign_in, park_officer, request_)

    assert all(reverse("parks:evidence", args=[file.uuid]) in text for file in files)


@pytest.mark.parametrize(
    ("domain", "confirmed", "words"),
    [
        ("dawn.example", True, "Yes: the submitter has confirmed an address at it"),
        ("dawn.example", False, "No: the submitter has confirmed no address at it"),
        ("", True, "Nothing to compare: no domain is named"),
    ],
)
def test_the_office_sees_whether_the_work_address_fits(
    domain, confirmed, words, sign_in, park_officer, request_
):
    user = request_.submitted_by
    EmailAddress.objects.create(user=user, email="hr@dawn.example", verified=confirmed)
    request_.organisation.email_domain = domain
    request_.organisation.save()

    assert words in shown(sign_in, park_officer, request_)


def test_the_office_reads_whom_an_approval_lets_in(sign_in, park_officer, request_):
    name = request_.submitted_by.full_name

    assert f"{name} runs it, with the openings" in shown(sign_in, park_officer, request_)


def test_where_somebody_runs_it_already_an_approval_lets_nobody_in(sign_in, park_officer, request_):
    MembershipFactory(organisation=request_.organisation)

    text = shown(sign_in, park_officer, request_)

    assert "It publishes openings and sees candidates." in text
    assert "runs it, with" not in text


def test_an_officer_asks_back_with_what_is_wrong_and_what_to_do(sign_in, park_officer, request_):
    client = sign_in(park_officer)

    sent = {"lack": "expired", "message": "Send the new one."}
    client.post(move_page(request_, "ask_back"), sent)
    page = client.get(address(request_, "change"))

    request_.refresh_from_db()
    assert request_.state == "asked"
    assert "The licence has expired" in request_.reason
    assert request_.reason.endswith("\n\nSend the new one.")
    assert [entry.verb for entry in page.context["steps"]] == ["verification asked"]
    assert "Send the new one." in page.text


def test_the_queue_is_worked_off_oldest_first_and_says_what_is_late(
    sign_in, park_officer, park, request_
):
    young = VerificationFactory(
        organisation__park=park, state="pending", organisation__name_en="Young"
    )
    monday = timezone.now() - timedelta(days=40)
    Verification.objects.filter(pk=request_.pk).update(submitted_at=monday)

    response = sign_in(park_officer).get(address(Verification, "changelist"), {"decision": "waits"})

    assert list(response.context["cl"].result_list) == [request_, young]
    assert "working days late" in response.text
    assert "working days left" in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_files_and_earlier_requests(
    rows, sign_in, park_officer, request_, django_assert_num_queries
):
    EvidenceFactory.create_batch(rows, verification=request_, content_type="image/png")
    VerificationFactory.create_batch(
        rows, organisation=request_.organisation, state="declined", reason="Name differs"
    )
    client = sign_in(park_officer)
    client.get(address(request_, "change"))

    with django_assert_num_queries(10):
        response = client.get(address(request_, "change"))

    assert len(response.context["earlier"]) == len(response.context["files"]) == rows
    assert response.text.count("<img src=") >= rows
    assert "Name differs" in response.text


def test_where_two_decline_the_page_offers_to_propose_and_then_to_confirm(
    sign_in, park_officer, park, request_
):
    park.two_decline = True
    park.save()
    client = sign_in(park_officer)

    def offered() -> set[str]:
        page = client.get(address(request_, "change"))
        return {action["path"].split("/")[-2] for action in page.context["actions_detail"]}

    before = offered()
    client.post(move_page(request_, "propose_to_decline"), SENT)
    after = offered()
    client.post(move_page(request_, "confirm_decline"))
    second = client.get(address(Verification, "changelist"), {"decision": "second"})

    request_.refresh_from_db()
    assert before == {"approve", "take_into_review", "ask_back", "propose_to_decline"}
    assert after == {"confirm_decline", "drop_decline"}
    assert (request_.state, request_.reason) == ("pending", "Send the licence.")
    assert list(second.context["cl"].result_list) == [request_]
