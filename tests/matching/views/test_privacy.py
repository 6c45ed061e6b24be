"""The privacy page: who may see me, who has looked, what I allow; an end takes hold at once."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import refuse_application, submit_application
from matching.actions.data_exports import build_data_export
from matching.models import Application
from matching.queries.anonymity import candidate_name
from parks.models import Consent, DataExport
from talent.actions.cvs import store_document
from talent.choices.profiles import DocumentKind
from talent.forms.profile import ProfileForm
from talent.models import Document, Profile, ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.parks import ConsentFactory, DataExportFactory
from tests.factories.talent import DisclosureFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PRIVACY = reverse("matching:privacy")
LOOKS = reverse("matching:disclosures")
EXPORT = reverse("matching:data_export")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(profile) -> Document:
    return store_document(
        profile, data=b"cover letter", filename="letter.bin", kind=DocumentKind.OTHER, by=None
    )


@pytest.fixture
def application(profile, company, document) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    return submit_application(
        profile, opening=opening, documents=[document], today=timezone.localdate()
    )


@pytest.fixture
def hr(recruiter) -> Client:
    """The browser of the company's HR, beside that of the graduate."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(recruiter, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pages_of_hr(application: Application, document: Document) -> dict[str, str]:
    opening, profile = application.opening.uuid, application.profile.uuid
    return {
        "applicant": reverse("matching:applicant", args=[application.uuid]),
        "candidate": reverse("matching:candidate", args=[opening, profile]),
        "offer": reverse("matching:make_offer", args=[application.uuid]),
        "document": reverse("talent:document", args=[document.uuid]),
    }


def answers(client: Client, addresses: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, address in addresses.items():
        response = client.get(address)
        found[name] = response.status_code
        if response.streaming:  # reading to the end closes the file
            b"".join(response.streaming_content)
    return found


# --- who can see me ---


def test_a_grant_is_told_with_organisation_reason_files_and_days(application, graduate, sign_in):
    text = sign_in(graduate).get(PRIVACY).text

    for word in ("Alpha Biologics", "Analyst", "Submitted", "letter.bin", "since"):
        assert word in text
    assert "until the application ends or you end it" in text
    assert "This withdraws your application “Analyst” as well" in text


def test_a_grant_with_an_end_tells_its_day_and_that_the_application_stays(
    application, graduate, recruiter, sign_in
):
    refuse_application(application, reason="skills", message="Sorry.", by=recruiter)
    until = ProfileGrant.objects.get().until

    response = sign_in(graduate).get(PRIVACY)

    assert until - timezone.now() > timedelta(days=29)
    assert "until the application ends" not in response.text
    assert "Your application “Analyst” stays as it is: Refused." in response.text


def test_a_grant_that_has_ended_is_not_listed(profile, company, graduate, sign_in):
    past = timezone.now() - timedelta(minutes=1)
    ProfileGrantFactory(profile=profile, organisation=company, until=past)

    text = sign_in(graduate).get(PRIVACY).text

    assert "Alpha Biologics" not in text
    assert "No organisation reads your profile." in text
    assert "its organiser reads the name, e-mail address and results" in text


def test_access_by_an_accepted_invitation_says_so(profile, company, graduate, sign_in):
    ProfileGrantFactory(profile=profile, organisation=company, reason="invitation")

    text = sign_in(graduate).get(PRIVACY).text

    assert "Accepted invitation" in text
    assert "No files went along." in text


def test_revoking_takes_hr_out_at_once_and_withdraws_the_application(
    application, document, graduate, sign_in, hr
):
    addresses = pages_of_hr(application, document)
    before = answers(hr, addresses)
    grant = ProfileGrant.objects.get()

    response = sign_in(graduate).post(reverse("matching:revoke", args=[grant.pk]), follow=True)

    assert before == dict.fromkeys(addresses, 200)
    assert answers(hr, addresses) == dict.fromkeys(addresses, 404) | {"applicant": 302}
    told = hr.get(addresses["applicant"], follow=True).text
    assert "The applicant has withdrawn this application." in told
    assert "Lin Yue" not in told
    assert Application.objects.get().state == "withdrawn"
    assert "no longer sees you, and your application is withdrawn" in response.text


def test_after_a_refusal_revoking_takes_hr_out_at_once_and_the_refusal_stays(
    application, document, graduate, recruiter, sign_in, hr
):
    refuse_application(application, reason="skills", message="Sorry.", by=recruiter)
    addresses = pages_of_hr(application, document)
    before = answers(hr, addresses)
    grant = ProfileGrant.objects.get()

    sign_in(graduate).post(reverse("matching:revoke", args=[grant.pk]))

    inbox = hr.get(reverse("matching:applicants", args=[application.opening.uuid])).text
    assert before == dict.fromkeys(addresses, 200)
    assert answers(hr, addresses) == dict.fromkeys(addresses, 404)
    assert Application.objects.get().state == "refused"
    assert "Lin Yue" not in inbox
    assert str(candidate_name(application.profile, application.opening.company_id)) in inbox


def test_thirty_days_after_a_refusal_hr_reads_nothing_any_more(
    application, document, recruiter, hr
):
    refuse_application(application, reason="skills", message="Sorry.", by=recruiter)
    ProfileGrant.objects.update(until=timezone.now() - timedelta(seconds=1))

    addresses = pages_of_hr(application, document)
    assert answers(hr, addresses) == dict.fromkeys(addresses, 404)


def test_nobody_ends_the_access_to_somebody_else(application, stranger, operator, hr):
    address = reverse("matching:revoke", args=[ProfileGrant.objects.get().pk])
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    statuses = [hr.post(address).status_code]
    for user in (stranger, operator):
        client = Client()
        client.force_login(user, backend=backend)
        statuses.append(client.post(address).status_code)

    assert statuses == [404, 404, 404]
    assert ProfileGrant.objects.exists()


# --- who has looked ---


def test_looks_and_downloads_of_hr_appear_with_person_organisation_and_file(
    application, document, graduate, sign_in, hr
):
    answers(hr, pages_of_hr(application, document))

    rows = sign_in(graduate).get(LOOKS).context["page"].object_list

    assert sorted((str(row.user), str(row.organisation), row.kind, row.detail) for row in rows) == [
        ("Chen Hao", "Alpha Biologics", "document", "letter.bin"),
        ("Chen Hao", "Alpha Biologics", "profile", ""),
        ("Chen Hao", "Alpha Biologics", "profile", ""),
    ]


def test_the_newest_five_looks_stand_on_the_page_and_all_on_their_own(profile, sign_in):
    for number in range(25):
        DisclosureFactory(profile=profile, detail=f"file {number:02}.pdf")
    client = sign_in(profile.user)

    first = [row.detail for row in client.get(PRIVACY).context["disclosures"]]
    second_page = client.get(LOOKS, {"page": 2}).context["page"]

    assert first == [f"file {number}.pdf" for number in (24, 23, 22, 21, 20)]
    assert len(second_page.object_list) == 5


def test_the_looks_at_somebody_else_are_not_shown(profile, recruiter, sign_in):
    DisclosureFactory(profile=profile)

    assert "Nobody has looked yet" in sign_in(recruiter).get(LOOKS).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_looks_cost_the_same_for_one_or_three(
    rows, profile, sign_in, django_assert_num_queries
):
    ConsentFactory(user=profile.user)
    DisclosureFactory.create_batch(rows, profile=profile)
    client = sign_in(profile.user)

    with django_assert_num_queries(5):
        response = client.get(LOOKS)

    assert len(response.context["page"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_privacy_page_costs_the_same_for_one_or_three_of_everything(
    rows, profile, company, sign_in, django_assert_num_queries
):
    for _row in range(rows):
        row = ApplicationFactory(profile=profile)
        grant = ProfileGrantFactory(
            profile=profile, organisation=row.opening.company, reference=row.uuid
        )
        grant.documents.add(*profile.documents.all())
        DisclosureFactory(profile=profile)
        ConsentFactory(user=profile.user)
    client = sign_in(profile.user)

    with django_assert_num_queries(10):
        response = client.get(PRIVACY)

    assert len(response.context["accesses"]) == rows


# --- who may find me, and matching ---


def test_the_choice_is_saved_and_the_profile_form_says_the_same(graduate, profile, sign_in):
    client = sign_in(graduate)

    response = client.post(
        reverse("matching:set_visibility"), {"visibility": "park_companies"}, follow=True
    )

    profile.refresh_from_db()
    assert profile.visibility == "park_companies"
    assert "Verified companies of my parks" in response.text
    form = client.get(reverse("talent:profile")).context["form"]
    assert isinstance(form, ProfileForm)
    assert form.initial["visibility"] == "park_companies"


def test_both_forms_ask_with_the_same_words_and_choices(graduate, profile, sign_in):
    client = sign_in(graduate)
    here = client.get(PRIVACY).context
    there = client.get(reverse("talent:profile")).context["form"].fields

    visibility = here["visibility_form"].fields["visibility"]
    in_matching = here["matching_form"].fields["in_matching"]

    assert visibility.choices == there["visibility"].choices
    assert str(visibility.label) == str(there["visibility"].label)
    assert str(in_matching.label) == str(there["in_matching"].label)


@pytest.mark.parametrize("answer", [{}, {"visibility": "everybody"}])
def test_a_wrong_choice_changes_nothing(answer, graduate, profile, sign_in):
    response = sign_in(graduate).post(reverse("matching:set_visibility"), answer, follow=True)

    profile.refresh_from_db()
    assert profile.visibility == "applied"
    assert "Choose who can see you." in response.text


def test_visible_to_nobody_still_shows_companies_with_a_live_application(
    application, document, graduate, sign_in, hr
):
    client = sign_in(graduate)
    client.post(reverse("matching:set_visibility"), {"visibility": "nobody"})

    addresses = pages_of_hr(application, document)
    assert answers(hr, addresses) == dict.fromkeys(addresses, 200)
    said = "a company that you apply to reads your profile while the application is live"
    assert said in client.get(PRIVACY).text


@pytest.fixture
def listed(profile, company):
    """An opening in whose list the graduate stands, shown as a candidate, and the other way."""
    Profile.objects.filter(pk=profile.pk).update(visibility="park_companies")
    opening = OpeningFactory(company=company, published=True)
    run = MatchRunFactory(park=company.park)
    OpeningMatchesFactory(run=run, opening=opening, profile_ids=[profile.pk], points=[4000])
    GraduateMatchesFactory(run=run, profile=profile, opening_ids=[opening.pk], points=[4000])
    return opening


@pytest.mark.parametrize("has_applied", [False, True])
def test_opting_out_of_matching_empties_all_lists_at_once(
    has_applied, listed, profile, company, graduate, sign_in, hr
):
    if has_applied:
        ProfileGrantFactory(profile=profile, organisation=company)
    candidates = reverse("matching:candidates", args=[listed.uuid])
    before = len(hr.get(candidates).context["page"])
    client = sign_in(graduate)

    client.post(reverse("matching:set_matching"))

    assert before == 1
    assert len(hr.get(candidates).context["page"]) == 0
    assert len(client.get(reverse("matching:matches")).context["page"]) == 0


@pytest.mark.parametrize("visibility", ["nobody", "applied"])
def test_hiding_takes_an_unnamed_candidate_out_at_once(
    visibility, listed, profile, graduate, sign_in, hr
):
    candidate = reverse("matching:candidate", args=[listed.uuid, profile.uuid])
    before = hr.get(candidate).status_code

    sign_in(graduate).post(reverse("matching:set_visibility"), {"visibility": visibility})

    assert before == 200
    assert hr.get(candidate).status_code == 404
    assert not hr.get(reverse("matching:candidates", args=[listed.uuid])).context["page"]


def test_the_consent_to_matching_follows_the_choice_and_its_history_is_shown(
    graduate, profile, sign_in
):
    client = sign_in(graduate)
    for answer in ({"in_matching": "on"}, {}, {"in_matching": "on"}):
        client.post(reverse("matching:set_matching"), answer)

    given = Consent.objects.filter(user=graduate, purpose="matching").order_by("pk")
    text = client.get(PRIVACY).text

    assert list(given.values_list("is_given", flat=True)) == [True, False, True]
    assert (text.count("Automated matching</b>"), text.count("Not agreed")) == (3, 1)


def test_somebody_without_a_profile_reads_the_page_and_has_nothing_to_hide(recruiter, sign_in):
    response = sign_in(recruiter).get(PRIVACY)

    assert response.status_code == 200
    assert "You have no profile" in response.text
    assert response.context["visibility_form"] is None


# --- all my data ---


def test_asking_is_answered_by_a_page_that_shows_progress_and_can_be_left(graduate, sign_in):
    client = sign_in(graduate)

    response = client.post(EXPORT, follow=True)

    assert DataExport.objects.get().state == "queued"
    assert "Your data is being collected" in response.text
    assert 'hx-trigger="every 3s"' in response.text
    assert "Look again" in response.text


def test_the_collected_file_is_downloaded_by_its_person(graduate, profile, sign_in):
    client = sign_in(graduate)
    client.post(EXPORT)
    build_data_export(DataExport.objects.get().pk)

    page = client.get(EXPORT).text
    address = reverse("matching:download_data", args=[DataExport.objects.get().uuid])
    response = client.get(address)

    assert address in page
    assert "hx-trigger" not in page
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    assert 'filename="my-data-' in response["Content-Disposition"]
    archive = zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))
    assert archive.namelist() == ["README.txt", "data.json"]


@pytest.mark.parametrize("person", ["stranger", "recruiter", "operator"])
def test_nobody_else_downloads_it_not_even_the_operator(person, graduate, request, sign_in):
    export = DataExportFactory(user=graduate, ready=True)

    client = sign_in(request.getfixturevalue(person))

    assert client.get(reverse("matching:download_data", args=[export.uuid])).status_code == 404


def test_after_its_week_it_is_not_handed_out_even_before_it_is_purged(graduate, sign_in):
    export = DataExportFactory(user=graduate, ready=True)
    DataExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client = sign_in(graduate)

    assert client.get(reverse("matching:download_data", args=[export.uuid])).status_code == 404
    assert "Not collected yet" in client.get(EXPORT).text


def test_a_file_that_is_gone_or_not_ready_is_not_found(graduate, sign_in):
    ready = DataExportFactory(user=graduate, ready=True)
    ready.file.storage.delete(ready.file.name)
    waiting = DataExportFactory(user=graduate)
    client = sign_in(graduate)

    for export in (ready, waiting):
        address = reverse("matching:download_data", args=[export.uuid])
        assert client.get(address).status_code == 404


def test_a_failed_collection_says_so_and_can_be_asked_for_again(graduate, sign_in):
    DataExportFactory(user=graduate, state="failed")

    text = sign_in(graduate).get(EXPORT).text

    assert "That did not work" in text
    assert "Collect my data again" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_export_page_costs_the_same_for_one_or_three(
    rows, graduate, sign_in, django_assert_num_queries
):
    DataExportFactory.create_batch(rows, user=graduate, ready=True)
    client = sign_in(graduate)

    with django_assert_num_queries(3):
        response = client.get(EXPORT)

    assert len(response.context["ready"]) == rows
