"""Following an application, withdrawing it, accepting an offer."""

import pytest
from django.urls import reverse

from companies.models import Opening
from matching.models import Application
from parks.models import LogEntry
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MINE = reverse("matching:applications")


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


def apply_to(opening: Opening) -> str:
    return reverse("matching:apply", args=[opening.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_ones_own_applications_are_listed_the_last_change_first(
    graduate, profile, sign_in, company
):
    first, second = (
        ApplicationFactory(profile=profile, opening__company=company) for _ in range(2)
    )
    ApplicationFactory()

    response = sign_in(graduate).get(MINE)

    assert list(response.context["page"]) == [second, first]


def test_an_empty_list_leads_to_the_matches(graduate, sign_in):
    text = sign_in(graduate).get(MINE).text

    assert "You have not applied anywhere yet." in text
    assert reverse("matching:matches") in text


@pytest.mark.parametrize("applications", [1, 3])
def test_the_list_costs_the_same_for_one_application_or_three(
    applications, graduate, profile, sign_in, django_assert_num_queries
):
    ApplicationFactory.create_batch(applications, profile=profile)
    client = sign_in(graduate)

    with django_assert_num_queries(4):
        response = client.get(MINE)

    assert len(response.context["page"]) == applications


def test_an_application_tells_every_step_with_its_day(graduate, profile, sign_in, opening):
    client = sign_in(graduate)
    client.post(apply_to(opening), {"message": "I like cells."})
    application = Application.objects.get()
    LogEntry.objects.create(
        noun="matching.application", row_id=application.pk, verb="note of the machine"
    )

    response = client.get(application.get_absolute_url())

    assert [step.label for step in response.context["steps"]] == ["Submitted"]
    assert "I like cells." in response.text
    assert "note of the machine" not in response.text


@pytest.mark.parametrize(
    ("state", "can_withdraw", "can_accept"),
    [
        ("draft", True, False),
        ("submitted", True, False),
        ("offered", True, True),
        ("accepted", True, False),
        ("hired", False, False),
        ("refused", False, False),
    ],
)
def test_only_the_buttons_that_do_something_are_shown(
    state, can_withdraw, can_accept, graduate, profile, sign_in, opening
):
    application = ApplicationFactory(
        profile=profile, opening=opening, state=state, refusal_reason="filled"
    )

    text = sign_in(graduate).get(application.get_absolute_url()).text

    assert (reverse("matching:withdraw", args=[application.uuid]) in text) is can_withdraw
    assert (reverse("matching:accept", args=[application.uuid]) in text) is can_accept


def test_a_refusal_is_read_with_its_reason_and_message(graduate, profile, sign_in, opening):
    application = ApplicationFactory(
        profile=profile,
        opening=opening,
        state="refused",
        refusal_reason="filled",
        refusal_message="The place <b>went</b> yesterday.",
    )

    text = sign_in(graduate).get(application.get_absolute_url()).text

    assert "The place is filled" in text
    assert "The place &lt;b&gt;went&lt;/b&gt; yesterday." in text


def test_an_application_is_withdrawn_by_a_button(graduate, profile, sign_in, opening):
    client = sign_in(graduate)
    client.post(apply_to(opening))
    application = Application.objects.get()

    response = client.post(reverse("matching:withdraw", args=[application.uuid]), follow=True)

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert not ProfileGrant.objects.exists()
    assert said(response)[-1] == (
        "Your application is withdrawn; the company no longer sees you through it."
    )


def test_an_offer_is_accepted_by_a_button(graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening, state="offered")

    response = sign_in(graduate).post(
        reverse("matching:accept", args=[application.uuid]), follow=True
    )

    application.refresh_from_db()
    assert application.state == "accepted"
    assert said(response) == ["You have accepted. The company will confirm; congratulations."]


@pytest.mark.parametrize(
    ("action", "state", "words"),
    [
        ("withdraw", "refused", "This is “Refused” and cannot become “Withdrawn”."),
        ("accept", "submitted", "This is “Submitted” and cannot become “Accepted”."),
    ],
)
def test_a_button_that_comes_too_late_says_why(
    action, state, words, graduate, profile, sign_in, opening
):
    application = ApplicationFactory(
        profile=profile, opening=opening, state=state, refusal_reason="filled"
    )

    response = sign_in(graduate).post(
        reverse(f"matching:{action}", args=[application.uuid]), follow=True
    )

    application.refresh_from_db()
    assert (application.state, said(response)) == (state, [words])


@pytest.mark.parametrize("action", ["withdraw", "accept"])
def test_a_link_changes_nothing(action, graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening, state="offered")

    response = sign_in(graduate).get(reverse(f"matching:{action}", args=[application.uuid]))

    application.refresh_from_db()
    assert (response.status_code, application.state) == (405, "offered")


@pytest.mark.parametrize(
    "person", ["recruiter", "stranger", "career_officer", "park_officer", "operator"]
)
def test_nobody_else_reads_or_changes_an_application_here(
    person, profile, sign_in, opening, request
):
    application = ApplicationFactory(profile=profile, opening=opening, state="offered")
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.get(application.get_absolute_url()).status_code,
        client.post(reverse("matching:withdraw", args=[application.uuid])).status_code,
        client.post(reverse("matching:accept", args=[application.uuid])).status_code,
    ]

    application.refresh_from_db()
    assert (answers, application.state) == ([404, 404, 404], "offered")
