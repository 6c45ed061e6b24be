"""A company's desk: its openings and how long their applicants have waited."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

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


@pytest.mark.parametrize("openings", [1, 3])
def test_the_desk_costs_the_same_for_one_opening_or_three(
    openings, company, recruiter, sign_in, django_assert_num_queries
):
    for opening in OpeningFactory.create_batch(openings, company=company, published=True):
        ApplicationFactory(opening=opening)
    client = sign_in(recruiter)

    with django_assert_num_queries(8):
        response = client.get(DESK)

    assert len(response.context["page"]) == openings


def test_the_desk_says_within_how_many_days_the_oldest_wants_its_answer(
    company, recruiter, sign_in
):
    opening = OpeningFactory(company=company, published=True)
    for days in (12, 50):
        sent = timezone.now() - timedelta(days=days)
        ApplicationFactory(opening=opening, submitted_at=sent)

    assert "answer within 10 days" in sign_in(recruiter).get(DESK).text


def test_the_desk_is_narrowed_down_by_state_and_company(company, recruiter, sign_in):
    other = CompanyFactory(slug="beta", park=company.park)
    MembershipFactory(user=recruiter, organisation=other)
    draft, shown, theirs = (
        OpeningFactory(company=company, title_en="Draft"),
        OpeningFactory(company=company, published=True, title_en="Shown"),
        OpeningFactory(company=other, title_en="Of Beta"),
    )
    OpeningFactory(company=company, is_template=True, title_en="Template")
    client = sign_in(recruiter)

    def found(**narrowed):
        context = client.get(DESK, narrowed).context
        return set(context["page"]), dict(context["states"])

    assert found() == ({draft, shown, theirs}, {"draft": 2, "published": 1})
    assert found(state="draft") == ({draft, theirs}, {"draft": 2, "published": 1})
    assert found(company="alpha") == ({draft, shown}, {"draft": 1, "published": 1})
    assert found(company="alpha", state="draft") == ({draft}, {"draft": 1, "published": 1})
    assert found(state="nonsense") == (set(), {"draft": 2, "published": 1})


def test_the_empty_desk_of_a_company_leads_to_its_first_opening(recruiter, sign_in):
    assert reverse("matching:new_opening") in sign_in(recruiter).get(DESK).text


def test_a_career_office_is_offered_no_opening_to_write(career_officer, sign_in):
    assert reverse("matching:new_opening") not in sign_in(career_officer).get(DESK).text
