"""Following an application, withdrawing it, and ending all of them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.actions.applications import submit_application
from matching.models import Application
from parks.models import LogEntry
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory, OfferFactory
from tests.factories.talent import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MINE = reverse("matching:applications")


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


HIRED = reverse("matching:hired_elsewhere")


def submit(profile, opening: Opening, **options) -> Application:
    return submit_application(profile, opening=opening, today=timezone.localdate(), **options)


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


def test_an_application_tells_every_step_and_what_was_sent(graduate, profile, sign_in, opening):
    asked = OpeningQuestionFactory(opening=opening, text_en="Since when?")
    document = DocumentFactory(profile=profile, filename="thesis.pdf")
    application = submit(
        profile,
        opening,
        message="I like <b>cells</b>.",
        documents=[document],
        answers={asked.pk: "Since May"},
    )

    response = sign_in(graduate).get(application.get_absolute_url())

    steps = [(step.label, step.who) for step in response.context["steps"]]
    assert steps == [("Submitted", "You")]
    for words in ("I like &lt;b&gt;cells&lt;/b&gt;.", "thesis.pdf", "Since when?", "Since May"):
        assert words in response.text


@pytest.mark.parametrize(
    ("state", "can_withdraw", "can_answer", "can_discard"),
    [
        ("draft", False, False, True),
        ("submitted", True, False, False),
        ("offered", True, True, False),
        ("accepted", True, False, False),
        ("hired", False, False, False),
        ("refused", False, False, False),
    ],
)
def test_only_the_buttons_that_do_something_are_shown(
    state, can_withdraw, can_answer, can_discard, graduate, profile, sign_in, opening
):
    application = ApplicationFactory(
        profile=profile, opening=opening, state=state, refusal_reason="filled"
    )
    open_or_not = {} if state == "offered" else {"state": "declined", "answered_at": timezone.now()}
    offer = OfferFactory(application=application, **open_or_not)

    text = sign_in(graduate).get(application.get_absolute_url()).text

    assert (reverse("matching:withdraw", args=[application.uuid]) in text) is can_withdraw
    assert (reverse("matching:discard", args=[application.uuid]) in text) is can_discard
    for name in ("accept_offer", "decline_offer"):
        assert (reverse(f"matching:{name}", args=[offer.uuid]) in text) is can_answer


def test_who_is_offered_a_place_without_terms_is_told_that_they_come(
    graduate, profile, sign_in, opening
):
    application = ApplicationFactory(profile=profile, opening=opening, state="offered")

    text = sign_in(graduate).get(application.get_absolute_url()).text

    assert "its terms are still to come" in text


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


@pytest.mark.parametrize("reason", ["", "pay"])
def test_an_application_is_withdrawn_by_a_button(reason, graduate, profile, sign_in, opening):
    application = submit(profile, opening)
    address = reverse("matching:withdraw", args=[application.uuid])

    response = sign_in(graduate).post(address, {"reason": reason}, follow=True)

    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert not ProfileGrant.objects.exists()
    assert said(response) == [
        "Your application is withdrawn; the company no longer sees you through it."
    ]
    entry = LogEntry.objects.about(application).get(verb="withdrawn")
    assert entry.details == ({"reason": "pay"} if reason else {})


def test_a_reason_that_is_none_is_no_reason(graduate, profile, sign_in, opening):
    application = submit(profile, opening)
    address = reverse("matching:withdraw", args=[application.uuid])

    sign_in(graduate).post(address, {"reason": "hired_elsewhere"})

    assert LogEntry.objects.about(application).get(verb="withdrawn").details == {}


def test_a_button_that_comes_too_late_says_why(graduate, profile, sign_in, opening):
    application = ApplicationFactory(
        profile=profile, opening=opening, state="refused", refusal_reason="filled"
    )
    address = reverse("matching:withdraw", args=[application.uuid])

    response = sign_in(graduate).post(address, follow=True)

    application.refresh_from_db()
    assert application.state == "refused"
    assert said(response) == ["This is “Refused” and cannot become “Withdrawn”."]


def test_a_link_changes_nothing(graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening)
    address = reverse("matching:withdraw", args=[application.uuid])

    response = sign_in(graduate).get(address)

    application.refresh_from_db()
    assert (response.status_code, application.state) == (405, "submitted")


@pytest.mark.parametrize(
    "person", ["recruiter", "stranger", "career_officer", "park_officer", "operator"]
)
def test_nobody_else_reads_or_changes_an_application_here(
    person, profile, sign_in, opening, request
):
    application = ApplicationFactory(profile=profile, opening=opening)
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.get(application.get_absolute_url()).status_code,
        client.get(reverse("matching:receipt", args=[application.uuid])).status_code,
        client.post(reverse("matching:withdraw", args=[application.uuid])).status_code,
        client.post(reverse("matching:discard", args=[application.uuid])).status_code,
    ]

    application.refresh_from_db()
    assert (answers, application.state) == ([404] * 4, "submitted")


def test_who_was_hired_elsewhere_is_asked_before_everything_ends(
    graduate, profile, sign_in, opening
):
    application = submit(profile, opening)
    draft = ApplicationFactory(profile=profile, state="draft", opening__title_en="Begun")
    client = sign_in(graduate)

    shown = client.get(HIRED)
    application.refresh_from_db()
    before = application.state
    response = client.post(HIRED, {"stop_matching": "on"}, follow=True)

    assert list(shown.context["applications"]) == [application]
    assert "This cannot be undone." in shown.text
    application.refresh_from_db()
    draft.refresh_from_db()
    profile.refresh_from_db()
    assert (before, application.state, draft.state) == ("submitted", "withdrawn", "draft")
    assert not profile.in_matching
    assert said(response) == ["Congratulations. Applications withdrawn: 1."]


def test_who_has_nothing_under_way_is_told_so(graduate, profile, sign_in):
    text = sign_in(graduate).get(HIRED).text

    assert "there is nothing to withdraw" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_application_costs_the_same_for_one_of_everything_or_three(
    rows, graduate, profile, sign_in, opening, django_assert_num_queries
):
    application = submit(profile, opening)
    application.documents.set(DocumentFactory.create_batch(rows, profile=profile))
    for question in OpeningQuestionFactory.create_batch(rows, opening=opening):
        application.answers.create(question=question, text="Yes")
    for _ in range(rows):
        InterviewFactory(application=application, scheduled=True, state="held")
        OfferFactory(application=application, state="declined", answered_at=timezone.now())
    client = sign_in(graduate)

    with django_assert_num_queries(8):
        response = client.get(application.get_absolute_url())

    assert len(response.context["offers"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_costs_the_same_for_one_application_or_three(
    rows, graduate, profile, sign_in, django_assert_num_queries
):
    ApplicationFactory.create_batch(rows, profile=profile)
    client = sign_in(graduate)

    with django_assert_num_queries(4):
        response = client.get(HIRED)

    assert len(response.context["applications"]) == rows
