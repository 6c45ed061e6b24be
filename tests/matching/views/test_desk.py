"""A company's desk: its openings, their applicants, and the next step of each."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import submit_application, withdraw_application
from matching.choices.applications import ApplicationState
from matching.models import Application
from parks.models import LogEntry, OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.talent import DocumentFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NIGHT = date(2026, 11, 22)
DESK = reverse("matching:desk")


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "\x00"])
def test_a_wrong_page_number_is_mended(number, recruiter, sign_in):
    assert sign_in(recruiter).get(DESK, {"page": number}).context["page"].number == 1


def test_a_person_without_an_organisation_goes_to_their_own_desk(graduate, sign_in):
    assert sign_in(graduate).get(DESK).url == reverse("matching:me")


def test_the_desk_puts_the_applicants_who_wait_longest_first(company, recruiter, sign_in):
    quiet, newer, older = (
        OpeningFactory(company=company, published=True, title_en=title)
        for title in ("Quiet", "Newer", "Older")
    )
    for opening, day in ((newer, 20), (older, 10)):
        ApplicationFactory(
            opening=opening, submitted_at=timezone.now().replace(year=2026, month=1, day=day)
        )
    ApplicationFactory(opening=older, state="shortlisted")
    ApplicationFactory(opening=older, state="draft", submitted_at=None)
    ApplicationFactory(opening=older, state="withdrawn")
    OpeningFactory(published=True)

    page = sign_in(recruiter).get(DESK).context["page"]

    assert [(row, row.applicant_count, row.unanswered_count) for row in page] == [
        (older, 2, 1),
        (newer, 1, 1),
        (quiet, 0, 0),
    ]


def test_a_desk_without_openings_says_what_to_do(recruiter, sign_in):
    text = sign_in(recruiter).get(DESK).text

    assert "No opening yet" in text
    assert "Alpha Biologics" in text


def test_applicants_are_listed_by_name_without_drafts(company, recruiter, profile, sign_in):
    opening = OpeningFactory(company=company, published=True)
    application = ApplicationFactory(opening=opening, profile=profile)
    ProfileGrantFactory(profile=profile, organisation=company, reference=application.uuid)
    ApplicationFactory(opening=opening, state="draft", profile__user__full_name="Not Yet")

    response = sign_in(recruiter).get(reverse("matching:applicants", args=[opening.uuid]))

    assert list(response.context["page"]) == [application]
    assert "Lin Yue" in response.text
    assert "Not Yet" not in response.text


def test_an_opening_without_applicants_leads_to_its_candidates(company, recruiter, sign_in):
    opening = OpeningFactory(company=company, published=True)

    text = sign_in(recruiter).get(reverse("matching:applicants", args=[opening.uuid])).text

    assert "Nobody has applied yet" in text
    assert reverse("matching:candidates", args=[opening.uuid]) in text


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True)
    return submit_application(profile, opening=opening, message="I like cells.", today=NIGHT)


@pytest.fixture
def its_page(application) -> str:
    return reverse("matching:applicant", args=[application.uuid])


def test_an_application_is_read_with_its_message(its_page, recruiter, sign_in):
    text = sign_in(recruiter).get(its_page).text

    assert "Lin Yue" in text
    assert "mailto:graduate@example.org" in text
    assert "I like cells." in text


def test_only_steps_that_may_follow_are_offered(its_page, recruiter, sign_in):
    response = sign_in(recruiter).get(its_page)

    choices = [value for value, _label in response.context["form"].fields["state"].choices]
    assert choices == ["shortlisted", "refused"]


def test_an_applicant_is_shortlisted_and_told(application, its_page, recruiter, sign_in):
    response = sign_in(recruiter).post(its_page, {"state": "shortlisted", "message": "Soon."})

    application.refresh_from_db()
    assert (response.url, application.state) == (its_page, "shortlisted")
    assert "\nSoon.\n" in OutboxMail.objects.order_by("-pk").first().text


@pytest.mark.parametrize(
    "answers",
    [
        {"state": "refused"},
        {"state": "refused", "reason": "skills"},
        {"state": "refused", "message": "Sorry."},
        {"state": "refused", "reason": "skills", "message": " \n"},
        {"state": "refused", "reason": "no such reason", "message": "Sorry."},
        {"state": "hired"},
        {"state": "withdrawn"},
        {"state": "accepted"},
        {"state": "offered"},
        {"state": "draft"},
        {"state": "no such state"},
        {"state": ""},
        {},
    ],
)
def test_a_move_that_lacks_something_or_is_not_offered_changes_nothing(
    answers, application, its_page, recruiter, sign_in
):
    nouns = (Application, LogEntry, OutboxMail, ProfileGrant)
    before = [list(noun.objects.order_by("pk").values()) for noun in nouns]

    response = sign_in(recruiter).post(its_page, answers)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert [list(noun.objects.order_by("pk").values()) for noun in nouns] == before


def test_a_refusal_goes_out_with_its_reason(application, its_page, recruiter, sign_in):
    sign_in(recruiter).post(
        its_page, {"state": "refused", "reason": "filled", "message": "Sorry, it is taken."}
    )

    application.refresh_from_db()
    assert (application.state, application.refusal_reason) == ("refused", "filled")
    assert "\nSorry, it is taken.\n" in OutboxMail.objects.order_by("-pk").first().text


@pytest.mark.parametrize("state", ["offered", "hired", "refused", "lapsed"])
def test_an_application_that_waits_or_has_ended_offers_what_is_left(
    state, application, its_page, recruiter, sign_in
):
    Application.objects.update(state=state, refusal_reason="filled")

    response = sign_in(recruiter).get(its_page)

    offered = response.context["form"]
    assert (offered is not None) is (state == ApplicationState.OFFERED)
    assert ("has ended or waits for the applicant" in response.text) is (offered is None)


@pytest.mark.parametrize("openings", [1, 3])
def test_the_desk_costs_the_same_for_one_opening_or_three(
    openings, company, recruiter, sign_in, django_assert_num_queries
):
    for opening in OpeningFactory.create_batch(openings, company=company, published=True):
        ApplicationFactory(opening=opening)
    client = sign_in(recruiter)

    with django_assert_num_queries(5):
        response = client.get(DESK)

    assert len(response.context["page"]) == openings


@pytest.mark.parametrize("applications", [1, 3])
def test_the_applicants_cost_the_same_for_one_or_three(
    applications, company, recruiter, sign_in, django_assert_num_queries
):
    opening = OpeningFactory(company=company, published=True)
    ApplicationFactory.create_batch(applications, opening=opening)
    client = sign_in(recruiter)

    with django_assert_num_queries(5):
        response = client.get(reverse("matching:applicants", args=[opening.uuid]))

    assert len(response.context["page"]) == applications


@pytest.mark.parametrize("documents", [1, 3])
def test_the_page_of_an_applicant_costs_the_same_for_one_document_or_three(
    documents, application, its_page, recruiter, sign_in, django_assert_num_queries
):
    application.documents.set(DocumentFactory.create_batch(documents, profile=application.profile))
    client = sign_in(recruiter)

    with django_assert_num_queries(7):
        response = client.get(its_page)

    assert response.text.count("cv.pdf") == documents


def test_the_answers_to_the_companys_questions_are_read(application, its_page, recruiter, sign_in):
    asked = OpeningQuestionFactory(opening=application.opening, text_en="Since when?")
    application.answers.create(question=asked, text="Since May")

    text = sign_in(recruiter).get(its_page).text

    assert "Since when?" in text
    assert "Since May" in text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_comes_too_late_is_told_that_the_applicant_has_withdrawn(
    method, application, its_page, recruiter, sign_in
):
    withdraw_application(application, by=application.profile.user)

    response = getattr(sign_in(recruiter), method)(its_page, {"state": "shortlisted"}, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["The applicant has withdrawn this application."]
    assert "Lin Yue" not in response.text
    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_a_step_that_was_taken_in_another_tab_is_not_offered_again(
    application, its_page, recruiter, sign_in
):
    Application.objects.update(state="shortlisted")

    response = sign_in(recruiter).post(its_page, {"state": "shortlisted"}, follow=True)

    assert "Select a valid choice" in response.text


def test_hiring_tells_the_applicant(application, its_page, recruiter, sign_in):
    Application.objects.update(state="accepted")

    sign_in(recruiter).post(its_page, {"state": "hired", "message": "Welcome!"})

    application.refresh_from_db()
    assert application.state == "hired"
    assert "Welcome!" in OutboxMail.objects.order_by("-pk").first().text
