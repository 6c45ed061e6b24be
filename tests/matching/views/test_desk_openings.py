"""One opening on the desk of its company: what it says of itself, and each step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.choices.openings import OpeningState
from companies.models import Company, Opening
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

STEPS = {
    "submit_opening": {"draft", "returned"},
    "take_back_opening": {"submitted"},
    "pause_opening": {"published"},
    "resume_opening": {"paused"},
    "close_opening": {"draft", "submitted", "returned", "published", "paused"},
    "renew_opening": {"closed", "expired"},
    "delete_opening": {"draft", "returned"},
}
TEMPLATES = reverse("matching:opening_templates")


def opening_in(state: str, company: Company, **fields) -> Opening:
    published = timezone.now() if state in ("published", "paused", "closed", "expired") else None
    facts = {"published_at": published, "review_comment": "Name the pay.", "text_en": "Run."}
    return OpeningFactory(company=company, state=state, **(facts | fields))


def page_of(opening: Opening) -> str:
    return reverse("matching:desk_opening", args=[opening.uuid])


def take(client, step: str, opening: Opening):
    day = timezone.localdate() + timedelta(days=30)
    address = reverse(f"matching:{step}", args=[opening.uuid])
    return client.post(address, {"closes_on": day.isoformat()}, follow=True)


def levels(response) -> list[str]:
    return [message.level_tag for message in response.context["messages"]]


def everything() -> list[list[dict]]:
    return [list(noun.objects.order_by("pk").values()) for noun in (Opening, LogEntry)]


@pytest.fixture
def client(recruiter, sign_in):
    return sign_in(recruiter)


@pytest.mark.parametrize("state", OpeningState.values)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_where_it_may_be_and_says_why_not_elsewhere(client, company, step, state):
    opening = opening_in(state, company)
    before = everything()

    response = take(client, step, opening)

    is_allowed = state in STEPS[step]
    assert levels(response) == ["success" if is_allowed else "error"]
    assert (everything() != before) is is_allowed


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
@pytest.mark.parametrize("step", [*STEPS, "duplicate_opening", "make_template"])
@pytest.mark.parametrize("state", ["draft", "published", "closed"])
def test_a_step_is_nobody_elses(request, sign_in, company, person, step, state):
    opening = opening_in(state, company)
    client = sign_in(request.getfixturevalue(person))
    before = everything()

    response = take(client, step, opening)

    assert response.status_code == 404
    assert everything() == before


def test_an_interviewer_neither_sees_nor_moves_an_opening(sign_in, company, graduate):
    MembershipFactory(user=graduate, organisation=company, role=MembershipRole.INTERVIEWER)
    opening = opening_in("draft", company)
    client = sign_in(graduate)

    assert client.get(page_of(opening)).status_code == 404
    assert take(client, "submit_opening", opening).status_code == 404
    assert client.get(reverse("matching:new_opening")).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "only your company sees it"),
        ("submitted", "publishes it, or returns it with comments"),
        ("returned", "Name the pay."),
        ("published", "Everybody can find it"),
        ("paused", "nobody can apply"),
        ("closed", "You can offer it again"),
        ("expired", "its last day has passed"),
    ],
)
def test_the_page_says_how_it_stands_and_what_comes_next(client, company, state, words):
    text = client.get(page_of(opening_in(state, company))).text

    assert words in text


@pytest.mark.parametrize("state", OpeningState.values)
def test_the_page_offers_the_steps_that_can_be_taken(client, company, state):
    opening = opening_in(state, company)

    text = client.get(page_of(opening)).text

    offered = {step for step in STEPS if reverse(f"matching:{step}", args=[opening.uuid]) in text}
    assert offered <= {step for step, states in STEPS.items() if state in states}
    assert (reverse("matching:edit_opening", args=[opening.uuid]) in text) is (
        state in ("draft", "returned", "published", "paused")
    )
    assert offered


def test_an_unverified_company_is_offered_no_sending_and_sees_no_candidates(sign_in, recruiter):
    young = CompanyFactory(park=recruiter.memberships.get().organisation.park)
    MembershipFactory(user=recruiter, organisation=young)
    client = sign_in(recruiter)
    draft, shown = opening_in("draft", young), opening_in("published", young)

    assert (
        reverse("matching:submit_opening", args=[draft.uuid]) not in client.get(page_of(draft)).text
    )
    assert client.get(page_of(shown)).context["candidate_count"] is None


def test_the_page_counts_who_has_applied_and_who_waits(client, company):
    opening = opening_in("published", company)
    ApplicationFactory(opening=opening)
    ApplicationFactory(opening=opening, state="shortlisted")

    text = client.get(page_of(opening)).text

    assert "2 applicants" in text
    assert "1 wait for an answer" in text
    assert reverse("matching:board", args=[opening.uuid]) in text


def test_a_wrong_day_is_said_at_its_box(client, company):
    opening = opening_in("closed", company)
    address = reverse("matching:renew_opening", args=[opening.uuid])
    before = everything()

    response = client.post(address, {"closes_on": "never"})

    assert response.status_code == 200
    assert "Enter a valid date." in response.text
    assert everything() == before


def test_a_copy_leads_to_its_form(client, company):
    opening = opening_in("expired", company)

    response = take(client, "duplicate_opening", opening)

    copy = Opening.objects.get(state="draft")
    assert response.redirect_chain[-1][0] == reverse("matching:edit_opening", args=[copy.uuid])


def test_a_template_is_listed_apart_and_starts_an_opening(client, company):
    opening = opening_in("published", company, title_en="Analyst")
    take(client, "make_template", opening)
    template = Opening.objects.get(is_template=True)

    listed = client.get(TEMPLATES)
    desk = client.get(reverse("matching:desk"))
    take(client, "duplicate_opening", template)

    assert list(listed.context["page"]) == [template]
    assert list(desk.context["page"]) == [opening]
    assert Opening.objects.filter(state="draft", is_template=False).count() == 1


@pytest.mark.parametrize("step", ["submit_opening", "close_opening"])
def test_a_template_is_neither_sent_nor_closed(client, company, step):
    template = opening_in("draft", company, is_template=True)
    before = everything()

    response = take(client, step, template)

    assert levels(response) == ["error"]
    assert everything() == before


def test_a_template_is_no_opening_to_anybody_else(sign_in, company, graduate, stranger, client):
    template = opening_in("draft", company, is_template=True)

    answers = [sign_in(who).get(template.get_absolute_url()) for who in (graduate, stranger)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_deleted_template_leads_back_to_the_templates(client, company):
    template = opening_in("draft", company, is_template=True)

    response = take(client, "delete_opening", template)

    assert response.redirect_chain[-1][0] == TEMPLATES
    assert "No template yet" in response.text


@pytest.mark.parametrize("templates", [1, 3])
def test_the_templates_cost_the_same_for_one_or_three(
    client, company, templates, django_assert_num_queries
):
    for _number in range(templates):
        opening_in("draft", company, is_template=True)

    with django_assert_num_queries(5):
        response = client.get(TEMPLATES)

    assert len(response.context["page"]) == templates


@pytest.mark.parametrize("applications", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_applicants(
    client, company, applications, django_assert_num_queries
):
    opening = opening_in("published", company)
    ApplicationFactory.create_batch(applications, opening=opening)

    with django_assert_num_queries(5):
        response = client.get(page_of(opening))

    assert response.context["opening"].applicant_count == applications
