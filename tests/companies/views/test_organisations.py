"""The page of an organisation for its own people: its state, its facts, its requests."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from companies.models import Company
from parks.actions.evidence import submit_organisation
from parks.actions.verifications import decide_verification
from parks.choices.organisations import MembershipRole, VerificationState
from parks.evidence_files import EvidenceFile
from parks.models import Evidence, LogEntry, Membership, Verification
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    LICENCE,
    EvidenceFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CODE = "91110000600037341L"
FILE = EvidenceFile(LICENCE, "licence.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def young(park):
    """A company that is not verified, with its administrator."""
    company = CompanyFactory(park=park, name_en="Dwan Bio", credit_code=CODE)
    MembershipFactory(organisation=company, role=MembershipRole.ADMIN)
    return company


def admin_of(company):
    return company.memberships.get().user


def page_of(organisation) -> str:
    return reverse("companies:organisation", args=[organisation.uuid])


def submit_page(organisation) -> str:
    return reverse("companies:submit", args=[organisation.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_requests(
    rows, young, sign_in, django_assert_num_queries
):
    for _row in range(rows):
        declined = VerificationFactory(organisation=young, state="declined", reason="No")
        EvidenceFactory.create_batch(rows, verification=declined)
    client = sign_in(admin_of(young))

    with django_assert_num_queries(10):
        response = client.get(page_of(young))

    assert len(response.context["history"]) == rows


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "The park office has your request"),
        ("in_review", "The park office is looking at your request"),
        ("asked", "The park office asks for more before it decides:"),
        ("approved", "has verified this organisation"),
        ("declined", "Put it right below, then submit it again"),
    ],
)
def test_the_state_is_told_in_words_with_what_it_means(state, words, young, sign_in):
    VerificationFactory(organisation=young, state=state, reason="Wrong name")

    text = sign_in(admin_of(young)).get(page_of(young)).text

    assert words in text
    # What an officer proposes, and no more than that yet, is nothing for the organisation.
    assert ("Wrong name" in text) is (state in ("asked", "declined"))


def test_what_was_asked_back_is_corrected_and_sent_again_as_the_same_request(
    young, park_officer, sign_in
):
    asked = submit_organisation(young, file=FILE, by=admin_of(young))
    reason = "The name is not that of the licence"
    decide_verification(asked, state=VerificationState.ASKED, reason=reason, by=park_officer)
    client = sign_in(admin_of(young))

    shown = client.get(page_of(young))
    facts = {"name_en": "Dawn Bio", "credit_code": CODE}
    edited = client.post(page_of(young), facts, follow=True)
    other = SimpleUploadedFile("seal.pdf", LICENCE + b"%%EOF")
    again = client.post(submit_page(young), {"file": other}, follow=True)
    twice = client.post(submit_page(young), {}, follow=True)

    assert reason in shown.text
    assert "Send it again" in shown.text
    assert said(edited) == ["The facts are saved."]
    assert said(again) == ["Sent. You will hear from the park office."]
    assert "The park office has your request" in twice.text
    verification = Verification.objects.get()
    assert (verification.pk, verification.state, verification.reason) == (asked.pk, "pending", "")
    assert verification.submitted_at > asked.submitted_at
    assert list(verification.evidence.order_by("pk").values_list("filename", flat=True)) == [
        "licence.pdf",
        "seal.pdf",
    ]
    verbs = LogEntry.objects.filter(verb__startswith="verification").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "verification requested",
        "verification asked",
        "verification sent again",
    ]
    assert LogEntry.objects.get(verb="verification asked").details == {"reason": reason}


def test_a_claimant_who_was_asked_back_sends_the_claim_again(park, park_officer, sign_in):
    company = CompanyFactory(park=park, name_en="Dawn Bio")
    claim = VerificationFactory(
        organisation=company,
        state="asked",
        reason="The licence has expired",
        submitted_by=UserFactory(),
    )
    page = reverse("companies:join_company", args=[company.slug])
    client = sign_in(claim.submitted_by)

    shown = client.get(page)
    client.post(page, {"file": SimpleUploadedFile("new.pdf", LICENCE)})
    for_others = sign_in(UserFactory()).get(page)

    claim.refresh_from_db()
    assert "The licence has expired" in shown.text
    assert "Send it again" in shown.text
    assert (claim.state, claim.evidence.get().filename) == ("pending", "new.pdf")
    assert for_others.context["form"] is None


def test_before_the_first_request_the_page_asks_for_the_licence(young, sign_in):
    client = sign_in(admin_of(young))

    shown = client.get(page_of(young))
    sent = client.post(submit_page(young), {"file": SimpleUploadedFile("a.pdf", LICENCE)})

    assert "Not submitted yet" in shown.text
    assert sent.url == page_of(young)
    assert Verification.objects.get().evidence.get().filename == "a.pdf"


def test_each_form_is_sent_to_its_own_address_also_from_the_page_of_the_other(young, sign_in):
    client = sign_in(admin_of(young))

    pages = [client.get(page_of(young)), client.post(submit_page(young), {})]

    for page in pages:
        assert page.status_code == 200
        assert f'action="{page_of(young)}"' in page.text
        assert f'action="{submit_page(young)}"' in page.text


def test_declined_edited_and_submitted_again_with_its_history(young, park_officer, sign_in):
    user = admin_of(young)
    first = submit_organisation(young, file=FILE, by=user)
    declined = VerificationState.DECLINED
    decide_verification(first, state=declined, reason="Name differs", by=park_officer)
    client = sign_in(user)

    facts = {"name_en": "Dawn Bio", "credit_code": CODE}
    edited = client.post(page_of(young), facts, follow=True)
    again = client.post(submit_page(young), {}, follow=True)

    assert said(edited) == ["The facts are saved."]
    assert said(again) == ["Sent. You will hear from the park office."]
    assert Company.objects.get().name_en == "Dawn Bio"
    states = Verification.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "pending"]
    assert again.text.count("licence.pdf") == 2
    assert "Name differs" in again.text
    assert again.context["is_locked"] is True


def test_while_it_waits_another_file_may_be_added(young, sign_in):
    verification = submit_organisation(young, file=FILE, by=admin_of(young))
    more = SimpleUploadedFile("chop.pdf", LICENCE + b"more")

    sign_in(admin_of(young)).post(submit_page(young), {"file": more})

    names = verification.evidence.order_by("pk").values_list("filename", flat=True)
    assert list(names) == ["licence.pdf", "chop.pdf"]
    assert Verification.objects.count() == 1


def test_a_faulty_file_is_refused_at_its_field(young, sign_in):
    response = sign_in(admin_of(young)).post(
        submit_page(young), {"file": SimpleUploadedFile("a.pdf", b"<html>")}
    )

    assert list(response.context["evidence_form"].errors) == ["file"]
    assert not Verification.objects.exists()


def test_without_any_file_nothing_is_submitted(young, sign_in):
    last = VerificationFactory(organisation=young, state="declined", reason="No")
    EvidenceFactory(verification=last)  # a row whose file is no longer kept

    response = sign_in(admin_of(young)).post(submit_page(young), {})

    assert "Add the business licence" in response.context["evidence_form"].errors["file"][0]
    assert Verification.objects.get() == last


def test_a_verified_company_has_nothing_to_submit(company, recruiter, sign_in):
    response = sign_in(recruiter).post(
        submit_page(company), {"file": SimpleUploadedFile("a.pdf", LICENCE)}
    )

    assert response.context["evidence_form"] is None
    assert not Evidence.objects.exists()


def test_a_verified_company_changes_its_address_and_not_its_name(company, recruiter, sign_in):
    sign_in(recruiter).post(
        page_of(company),
        {"name_en": "Pfizer", "street_address": "1 Long Road", "anonymous_screening": "on"},
    )

    company.refresh_from_db()
    assert (company.name_en, company.street_address) == ("Alpha Biologics", "1 Long Road")
    assert company.anonymous_screening is True
    assert LogEntry.objects.get().details == {"fields": ["anonymous_screening", "street_address"]}


def test_a_code_that_is_taken_is_refused_in_words(young, sign_in):
    other = "91440300708461136T"
    OrganisationFactory(credit_code=other)

    response = sign_in(admin_of(young)).post(
        page_of(young), {"name_en": "Dwan Bio", "credit_code": other}
    )

    [words] = response.context["form"].errors["credit_code"]
    assert words == "An organisation with this code is here already."


def test_a_request_that_came_in_meanwhile_holds_the_name(young, sign_in):
    """Two administrators: one submits while the other still edits on an old page."""
    VerificationFactory(organisation=young, state="pending")

    sign_in(admin_of(young)).post(page_of(young), {"name_en": "Other", "credit_code": CODE})

    assert Company.objects.get().name_en == "Dwan Bio"


@pytest.mark.parametrize("name", ["organisation", "submit"])
@pytest.mark.parametrize("role", [MembershipRole.MEMBER, MembershipRole.INTERVIEWER])
def test_only_an_administrator_changes_anything(role, name, company, recruiter, sign_in):
    Membership.objects.filter(user=recruiter).update(role=role)
    address = reverse(f"companies:{name}", args=[company.uuid])

    response = sign_in(recruiter).post(address, {"street_address": "1 Long Road"})

    company.refresh_from_db()
    assert (response.status_code, company.street_address) == (404, "")


def test_a_recruiter_reads_state_and_files_and_has_no_form(company, recruiter, sign_in):
    Membership.objects.filter(user=recruiter).update(role=MembershipRole.MEMBER)
    EvidenceFactory(verification=company.verifications.get(), filename="licence.pdf")

    response = sign_in(recruiter).get(page_of(company))

    assert "licence.pdf" in response.text
    assert "You are: Recruiter" in response.text
    assert response.context["form"] is response.context["evidence_form"] is None


def test_an_interviewer_reads_their_role_and_may_leave_and_no_more(company, recruiter, sign_in):
    Membership.objects.filter(user=recruiter).update(role=MembershipRole.INTERVIEWER)
    EvidenceFactory(verification=company.verifications.get(), filename="licence.pdf")

    text = sign_in(recruiter).get(page_of(company)).text

    assert "You are: Interviewer" in text
    assert reverse("parks:leave", args=[company.uuid]) in text
    assert "licence.pdf" not in text
    assert f'href="{reverse("parks:team", args=[company.uuid])}"' not in text


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_neighbour_finds_nothing(method, person, company, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    before = Company.objects.filter(pk=company.pk).values().get()

    statuses = {
        getattr(client, method)(page_of(company), {"website": "https://evil.example"}).status_code,
        client.post(submit_page(company)).status_code,
    }

    assert statuses == {404}
    assert Company.objects.filter(pk=company.pk).values().get() == before


def test_a_career_office_has_a_page_with_the_common_facts(university, career_officer, sign_in):
    client = sign_in(career_officer)

    shown = client.get(page_of(university))
    client.post(
        page_of(university),
        {"name_en": "Soochow University", "street_address": "1 Shizi Street"},
    )

    university.refresh_from_db()
    assert "company_kind" not in shown.context["form"].fields
    assert university.street_address == "1 Shizi Street"
