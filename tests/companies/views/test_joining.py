"""From signing up to acting for a company: found, claimed, asked for, or registered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from parks.actions.verifications import decide_verification
from parks.choices.organisations import MembershipRole, VerificationState
from parks.models import Evidence, Membership, OutboxMail, Verification
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import (
    LICENCE,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

JOIN, REGISTER = reverse("companies:join"), reverse("companies:register")
CODE = "91110000600037341L"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def newcomer():
    return UserFactory(full_name="Wang Min", email="wang@dawn.example")


@pytest.fixture
def unclaimed(park):
    """A company that the park entered, with an opening and an applicant."""
    company = CompanyFactory(park=park, name_en="Dawn Biologics", slug="dawn")
    ApplicationFactory(opening=OpeningFactory(company=company, published=True))
    return company


def licence(data: bytes = LICENCE) -> SimpleUploadedFile:
    return SimpleUploadedFile("licence.pdf", data)


def page_of(company) -> str:
    return reverse("companies:join_company", args=[company.slug])


def ask_page(company) -> str:
    return reverse("companies:ask", args=[company.slug])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def answers(park, **values) -> dict:
    told = {"name_en": "Dawn Biologics", "credit_code": CODE, "park": park.pk}
    return told | {"file": licence()} | values


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_of_each(
    rows, newcomer, sign_in, django_assert_num_queries
):
    for number in range(rows):
        CompanyFactory(name_en=f"Dawn {number}", verified=True)
        InvitationFactory(email=newcomer.email)
        MembershipFactory(user=newcomer)
        VerificationFactory(submitted_by=newcomer)
    client = sign_in(newcomer)

    with django_assert_num_queries(7):
        response = client.get(JOIN, {"q": "dawn"})

    assert len(response.context["page"]) == rows


def test_one_sees_invitations_memberships_and_requests_in_one_place(newcomer, sign_in):
    InvitationFactory(email=newcomer.email, organisation__name_en="Inviting Ltd")
    MembershipFactory(
        user=newcomer,
        organisation=CompanyFactory(name_en="Interviewing Ltd"),
        role=MembershipRole.INTERVIEWER,
    )
    VerificationFactory(submitted_by=newcomer, state="pending", organisation__name_en="Waiting Ltd")

    text = sign_in(newcomer).get(JOIN).text

    assert text.index("Inviting Ltd") < text.index("Interviewing Ltd") < text.index("Waiting Ltd")
    assert "Waiting for review" in text
    assert "Interviewer" in text


def test_without_words_nothing_is_listed(company, newcomer, sign_in):
    response = sign_in(newcomer).get(JOIN)

    assert list(response.context["page"]) == []
    assert "Alpha Biologics" not in response.text
    assert REGISTER in response.text


@pytest.mark.parametrize("words", ["\x00", "%", "x" * 10_000, '"><script>'])
def test_rubbish_finds_nothing_and_breaks_nothing(words, company, newcomer, sign_in):
    response = sign_in(newcomer).get(JOIN, {"q": words})

    assert response.status_code == 200
    assert list(response.context["page"]) == []
    assert "<script>" not in response.text


def test_what_is_not_found_can_be_registered(newcomer, sign_in):
    text = sign_in(newcomer).get(JOIN, {"q": "nobody"}).text

    assert "No company has this name or code" in text
    assert f'href="{REGISTER}"' in text


def test_somebody_registers_a_company_and_waits(park, park_officer, newcomer, sign_in):
    response = sign_in(newcomer).post(REGISTER, answers(park), follow=True)

    company = Company.objects.get()
    page = reverse("companies:organisation", args=[company.uuid])
    assert response.redirect_chain == [(page, 302)]
    assert said(response) == ["Registered. You can draft openings while you wait."]
    assert "The park office has your request" in response.text
    assert company.memberships.get().role == "admin"
    assert OutboxMail.objects.get().user == park_officer


def test_the_second_with_the_same_code_is_pointed_at_the_first(park, newcomer, sign_in):
    first = CompanyFactory(credit_code=CODE, name_en="Early Bird", slug="early-bird")

    response = sign_in(newcomer).post(REGISTER, answers(park))

    assert response.status_code == 200
    assert "This code is that of" in response.text
    assert f'<a href="{page_of(first)}">Early Bird</a>' in response.text
    assert Company.objects.get() == first
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"credit_code": "91110000600037341X"}, "credit_code"),
        ({"file": SimpleUploadedFile("licence.pdf", b"<html>")}, "file"),
        ({"name_en": ""}, "name_en"),
        ({"park": ""}, "park"),
    ],
)
def test_a_fault_is_shown_at_its_field_and_nothing_is_made(fault, field, park, newcomer, sign_in):
    response = sign_in(newcomer).post(REGISTER, answers(park) | fault)

    assert list(response.context["form"].errors) == [field]
    assert not Company.objects.exists()
    assert not Membership.objects.exists()


def test_too_many_requests_at_once_are_refused_in_words(park, newcomer, sign_in):
    VerificationFactory.create_batch(3, submitted_by=newcomer, state="pending")

    response = sign_in(newcomer).post(REGISTER, answers(park))

    assert "Three of your requests wait already" in response.text
    assert not Company.objects.exists()


def test_a_company_that_nobody_acts_for_is_claimed_with_a_licence(unclaimed, newcomer, sign_in):
    client = sign_in(newcomer)

    response = client.post(page_of(unclaimed), {"file": licence()}, follow=True)

    assert said(response) == ["Sent. You will hear from the park office."]
    assert "Waiting for review" in response.text
    assert "You see nothing of the company" in response.text
    assert Verification.objects.get().submitted_by == newcomer


def test_a_claimant_sees_nothing_of_the_company_until_the_approval(
    unclaimed, newcomer, park_officer, sign_in
):
    client, opening = sign_in(newcomer), unclaimed.openings.get()
    private = [
        reverse("companies:organisation", args=[unclaimed.uuid]),
        reverse("parks:team", args=[unclaimed.uuid]),
        reverse("matching:applicants", args=[opening.uuid]),
        reverse("matching:applicant", args=[opening.applications.get().uuid]),
        reverse("matching:candidates", args=[opening.uuid]),
    ]

    client.post(page_of(unclaimed), {"file": licence()})
    private.append(reverse("parks:evidence", args=[Evidence.objects.get().uuid]))
    before = [client.get(address).status_code for address in private]
    decide_verification(
        Verification.objects.get(), state=VerificationState.APPROVED, by=park_officer
    )
    after = [client.get(address).status_code for address in private[:3]]

    assert before == [404] * 6
    assert after == [200] * 3


def test_after_a_decline_the_claimant_reads_why_and_may_try_again(unclaimed, newcomer, sign_in):
    VerificationFactory(
        organisation=unclaimed, submitted_by=newcomer, state="declined", reason="Not readable"
    )
    client = sign_in(newcomer)

    shown = client.get(page_of(unclaimed))
    client.post(page_of(unclaimed), {"file": licence()})

    assert "Not readable" in shown.text
    assert shown.context["form"] is not None
    states = Verification.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "pending"]


def test_what_the_office_told_another_claimant_is_not_shown(unclaimed, newcomer, sign_in):
    VerificationFactory(
        organisation=unclaimed, submitted_by=UserFactory(), state="declined", reason="Forged"
    )

    assert "Forged" not in sign_in(newcomer).get(page_of(unclaimed)).text


def test_of_a_claimed_company_others_can_only_ask(unclaimed, newcomer, park_officer, sign_in):
    VerificationFactory(organisation=unclaimed, submitted_by=UserFactory(), state="pending")
    client = sign_in(newcomer)

    shown = client.get(page_of(unclaimed))
    client.post(page_of(unclaimed), {"file": licence()})
    asked = client.post(ask_page(unclaimed), follow=True)

    assert shown.context["form"] is None
    assert Verification.objects.count() == 1
    assert said(asked) == ["Asked. When somebody invites you, you will get a mail."]
    assert OutboxMail.objects.get().user == park_officer


def test_of_a_company_with_people_they_are_asked_once_a_day(company, recruiter, newcomer, sign_in):
    client = sign_in(newcomer)

    shown = client.get(page_of(company))
    client.post(ask_page(company), follow=True)
    again = client.post(ask_page(company), follow=True)

    assert "Others act for it" in shown.text
    assert shown.context["form"] is None
    assert OutboxMail.objects.get().user == recruiter
    assert said(again) == ["You have asked today. Give them a day to answer."]
    assert not Membership.objects.filter(user=newcomer).exists()


def test_of_a_company_the_office_has_verified_the_office_is_asked(
    company, newcomer, park_officer, sign_in
):
    client = sign_in(newcomer)

    shown = client.get(page_of(company))
    client.post(ask_page(company))

    assert "The park office looks after it" in shown.text
    assert OutboxMail.objects.get().user == park_officer


@pytest.mark.parametrize("role", MembershipRole)
def test_who_acts_for_it_already_is_sent_to_its_page(role, company, newcomer, sign_in):
    MembershipFactory(user=newcomer, organisation=company, role=role)
    client = sign_in(newcomer)

    shown, asked = client.get(page_of(company)), client.post(ask_page(company))

    assert shown.url == reverse("companies:organisation", args=[company.uuid])
    assert asked.url == page_of(company)
    assert not OutboxMail.objects.exists()


def test_asking_is_a_post(company, newcomer, sign_in):
    assert sign_in(newcomer).get(ask_page(company)).status_code == 405


def test_a_company_that_was_left_by_everybody_is_claimed_anew(unclaimed, newcomer, sign_in):
    MembershipFactory(organisation=unclaimed, left_at=timezone.now())

    response = sign_in(newcomer).get(page_of(unclaimed))

    assert response.context["form"] is not None


def test_a_file_that_shows_nothing_claims_nothing(unclaimed, newcomer, sign_in):
    response = sign_in(newcomer).post(page_of(unclaimed), {"file": licence(b"GIF89a")})

    assert "neither a PDF nor a PNG" in response.text
    assert not Verification.objects.exists()
