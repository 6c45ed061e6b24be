"""The applicants of an opening as a list, and the page of one of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import (
    advance_application,
    refuse_application,
    submit_application,
    withdraw_application,
)
from matching.choices.applications import ApplicationState, RefusalReason
from matching.models import Application
from matching.queries.anonymity import candidate_name
from talent.models import Disclosure
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import (
    ApplicationFactory,
    InterviewFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import DocumentFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = timezone.now()


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Analyst")


@pytest.fixture
def its_list(opening) -> str:
    return reverse("matching:applicants", args=[opening.uuid])


@pytest.fixture
def application(opening, profile) -> Application:
    message = "I am Lin Yue and I like cells."
    return submit_application(profile, opening=opening, message=message, today=NOW.date())


@pytest.fixture
def its_page(application) -> str:
    return reverse("matching:applicant", args=[application.uuid])


def applied(opening, name: str, **fields) -> Application:
    row = ApplicationFactory(opening=opening, profile__user__full_name=name, **fields)
    ProfileGrantFactory(
        profile=row.profile, organisation=opening.company, reference=row.uuid, reason="application"
    )
    return row


def names(response) -> list[str]:
    return [str(name) for _row, name in response.context["people"]]


def test_applicants_are_listed_by_name_without_drafts(opening, its_list, recruiter, sign_in):
    applied(opening, "Lin Yue")
    ApplicationFactory(opening=opening, state="draft", profile__user__full_name="Not Yet")

    response = sign_in(recruiter).get(its_list)

    assert names(response) == ["Lin Yue"]
    assert "Not Yet" not in response.text


def test_an_opening_without_applicants_leads_to_its_candidates(
    opening, its_list, recruiter, sign_in
):
    text = sign_in(recruiter).get(its_list).text

    assert "Nobody has applied yet" in text
    assert reverse("matching:candidates", args=[opening.uuid]) in text


@pytest.fixture
def three(opening, recruiter):
    """Three applicants whose order is another by time, by name and by points."""
    ann, bob, cy = (
        applied(opening, name, state=state, submitted_at=NOW - timedelta(days=days))
        for name, state, days in (
            ("Ann", "submitted", 1),
            ("Bob", "shortlisted", 3),
            ("Cyrilla", "submitted", 2),
        )
    )
    OpeningMatchesFactory(
        run=MatchRunFactory(park=opening.park),
        opening=opening,
        profile_ids=[cy.profile_id, bob.profile_id],
        points=[3900, 3000],
    )
    return ann, bob, cy


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Cyrilla", "Bob", "Ann"]),
        ({"sort": "oldest"}, ["Bob", "Cyrilla", "Ann"]),
        ({"sort": "points"}, ["Cyrilla", "Bob", "Ann"]),
        ({"sort": "name"}, ["Ann", "Bob", "Cyrilla"]),
        ({"state": "submitted"}, ["Cyrilla", "Ann"]),
        ({"state": "submitted", "sort": "name"}, ["Ann", "Cyrilla"]),
        ({"q": "bo"}, ["Bob"]),
        ({"q": "nobody"}, []),
        ({"state": "draft", "sort": "no such order"}, ["Cyrilla", "Bob", "Ann"]),
        ({"q": "\x00"}, ["Cyrilla", "Bob", "Ann"]),
    ],
)
def test_the_list_is_filtered_sorted_and_searched(
    query, found, three, its_list, recruiter, sign_in
):
    assert names(sign_in(recruiter).get(its_list, query)) == found


def test_the_points_of_the_night_stand_beside_the_name(three, its_list, recruiter, sign_in):
    text = sign_in(recruiter).get(its_list).text

    assert [number in text for number in ("95 %", "73 %")] == [True, True]


def test_a_choice_that_nobody_fits_leads_back_to_everybody(three, its_list, recruiter, sign_in):
    text = sign_in(recruiter).get(its_list, {"q": "nobody"}).text

    assert "Nobody fits this choice" in text
    assert "Nobody has applied yet" not in text


def test_an_anonymous_first_screen_neither_shows_nor_finds_nor_sorts_by_a_name(
    three, its_list, company, recruiter, sign_in
):
    company.anonymous_screening = True
    company.save()
    client = sign_in(recruiter)
    ann, _bob, cy = three

    shown, found, ordered = (
        names(client.get(its_list, query)) for query in ({}, {"q": "Ann"}, {"sort": "name"})
    )

    codes = [candidate_name(row.profile, company.pk) for row in (cy, ann)]
    assert shown == [codes[0], "Bob", codes[1]]
    assert found == []
    assert ordered == ["Bob", *codes]
    assert "Cyrilla" not in client.get(its_list).text


def test_somebody_whose_access_has_ended_has_no_name_and_no_link(
    opening, its_list, recruiter, sign_in
):
    row = ApplicationFactory(
        opening=opening, state="refused", refusal_reason="filled", profile__user__full_name="Gone"
    )

    response = sign_in(recruiter).get(its_list)

    assert names(response) == [candidate_name(row.profile, opening.company_id)]
    assert "The access to this profile has ended." in response.text
    assert reverse("matching:applicant", args=[row.uuid]) not in response.text
    assert names(sign_in(recruiter).get(its_list, {"q": "Gone"})) == []


@pytest.mark.parametrize("applications", [1, 3])
def test_the_applicants_cost_the_same_for_one_or_three(
    applications, opening, its_list, recruiter, sign_in, django_assert_num_queries
):
    for number in range(applications):
        applied(opening, f"Person {number}")
    client = sign_in(recruiter)

    with django_assert_num_queries(6):
        response = client.get(its_list)

    assert len(response.context["page"]) == applications


def test_an_application_is_read_with_its_message(its_page, recruiter, sign_in):
    text = sign_in(recruiter).get(its_page).text

    assert "mailto:graduate@example.org" in text
    assert "I am Lin Yue and I like cells." in text
    assert Disclosure.objects.count() == 1


def test_the_first_screen_hides_name_address_and_files_on_the_page_too(
    application, its_page, company, recruiter, sign_in
):
    application.documents.set([DocumentFactory(profile=application.profile)])
    company.anonymous_screening = True
    company.save()
    client = sign_in(recruiter)

    hidden = client.get(its_page).text
    advance_application(application, state=ApplicationState.SHORTLISTED, by=recruiter)
    shown = client.get(its_page).text

    known = ("Lin Yue", "graduate@example.org", "cv.pdf")
    assert str(candidate_name(application.profile, company.pk)) in hidden
    assert [word in hidden for word in known] == [False] * 3
    assert "I am […] and I like cells." in hidden
    assert "The first screen is anonymous" in hidden
    assert [word in shown for word in known] == [True] * 3


def test_what_happened_is_told_with_who_did_it_and_what_was_written(
    application, its_page, recruiter, sign_in
):
    advance_application(
        application, state=ApplicationState.SHORTLISTED, message="We like it.", by=recruiter
    )
    InterviewFactory(application=application, message="Bring your thesis.")

    response = sign_in(recruiter).get(its_page)

    told = [(step.label, step.who, step.text) for step in response.context["steps"]]
    assert told == [
        ("Submitted", "Lin Yue", ""),
        ("Shortlisted", "Chen Hao", "We like it."),
        ("Invited to an interview", "Alpha Biologics", "Bring your thesis."),
    ]
    assert "We like it." in response.text


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("submitted", ["Shortlisted", "Refused"]),
        ("shortlisted", ["Interviewing", "Offered", "Refused"]),
        ("interviewing", ["Offered", "Refused"]),
        ("offered", ["Refused"]),
        ("accepted", ["Hired", "Refused"]),
        ("hired", []),
        ("refused", []),
        ("lapsed", []),
    ],
)
def test_only_steps_that_may_follow_are_offered(
    state, labels, application, its_page, recruiter, sign_in
):
    Application.objects.update(state=state, refusal_reason="filled")

    response = sign_in(recruiter).get(its_page)

    assert [move.label for move in response.context["moves"]] == labels
    ended = "has ended or waits for the applicant" in response.text
    assert ended is (not labels)
    assert ("answer within 60 days" in response.text) is (state == "submitted")


def test_an_interview_and_an_offer_have_pages_of_their_own(
    application, its_page, recruiter, sign_in
):
    Application.objects.update(state="shortlisted")

    text = sign_in(recruiter).get(its_page).text

    assert reverse("matching:invite_applicant", args=[application.uuid]) in text
    assert reverse("matching:make_offer", args=[application.uuid]) in text


def test_the_page_leads_to_the_applicants_before_and_after_in_the_same_column(
    opening, recruiter, sign_in
):
    first, second, third = (applied(opening, name) for name in ("First", "Second", "Third"))
    applied(opening, "Elsewhere", state="shortlisted")
    client = sign_in(recruiter)

    found = {
        row: client.get(reverse("matching:applicant", args=[row.uuid])).context
        for row in (first, second, third)
    }

    assert [(found[row]["before"], found[row]["after"]) for row in (first, second, third)] == [
        (None, second.uuid),
        (first.uuid, third.uuid),
        (second.uuid, None),
    ]


def test_the_answers_to_the_companys_questions_are_read(application, its_page, recruiter, sign_in):
    asked = OpeningQuestionFactory(opening=application.opening, text_en="Since when?")
    application.answers.create(question=asked, text="Since May")

    text = sign_in(recruiter).get(its_page).text

    assert "Since when?" in text
    assert "Since May" in text


def test_who_comes_too_late_is_told_that_the_applicant_has_withdrawn(
    application, its_page, recruiter, sign_in
):
    withdraw_application(application, by=application.profile.user)

    response = sign_in(recruiter).get(its_page, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["The applicant has withdrawn this application."]
    assert "Lin Yue" not in response.text


def test_a_refused_applicant_stays_hidden_where_nobody_was_to_know_the_name(
    application, its_page, company, recruiter, sign_in
):
    company.anonymous_screening = True
    company.save()
    refuse_application(
        application, reason=RefusalReason.FILLED, message="Dear Lin Yue, no.", by=recruiter
    )

    assert "Lin Yue" not in sign_in(recruiter).get(its_page).text


@pytest.mark.parametrize("documents", [1, 3])
def test_the_page_of_an_applicant_costs_the_same_for_one_document_or_three(
    documents, application, its_page, recruiter, sign_in, django_assert_num_queries
):
    application.documents.set(DocumentFactory.create_batch(documents, profile=application.profile))
    client = sign_in(recruiter)

    with django_assert_num_queries(12):
        response = client.get(its_page)

    assert response.text.count("cv.pdf") == documents
