from datetime import timedelta

import pytest
from django.utils import timezone

from companies.choices.openings import OpeningState
from matching.queries.desk import desk_openings, my_organisations
from parks.access import ANONYMOUS
from parks.queries.viewers import viewer_of
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_person_sees_the_organisations_they_act_for_and_whether_they_are_verified(
    company, recruiter
):
    waiting = CompanyFactory()
    MembershipFactory(user=recruiter, organisation=waiting)
    CompanyFactory(verified=True)

    mine = my_organisations(viewer_of(recruiter))

    assert {row.pk: row.is_verified for row in mine} == {company.pk: True, waiting.pk: False}


def test_somebody_signed_out_acts_for_nobody(company):
    OpeningFactory(company=company, published=True)

    assert not my_organisations(ANONYMOUS).exists()
    assert not desk_openings(ANONYMOUS).exists()


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        ("draft", (0, 0)),
        ("withdrawn", (0, 0)),
        ("submitted", (1, 1)),
        ("shortlisted", (1, 0)),
        ("offered", (1, 0)),
        ("refused", (1, 0)),
        ("hired", (1, 0)),
    ],
)
def test_applicants_count_once_they_are_sent_and_wait_until_they_are_answered(
    state, counted, company, recruiter
):
    opening = OpeningFactory(company=company, published=True)
    ApplicationFactory(opening=opening, state=state, refusal_reason="filled")

    row = desk_openings(viewer_of(recruiter)).get()

    assert (row.applicant_count, row.unanswered_count) == counted
    assert (row.oldest_unanswered is not None) is bool(counted[1])


def test_the_age_of_the_oldest_unanswered_applicant_is_told(company, recruiter):
    opening = OpeningFactory(company=company, published=True)
    now = timezone.now()
    for days, state in ((1, "submitted"), (3, "submitted"), (9, "shortlisted")):
        sent = now - timedelta(days=days)
        ApplicationFactory(opening=opening, state=state, submitted_at=sent)

    row = desk_openings(viewer_of(recruiter)).get()

    assert (row.applicant_count, row.unanswered_count) == (3, 2)
    assert row.oldest_unanswered == now - timedelta(days=3)


def test_openings_in_every_state_are_on_the_desk_of_their_company_only(company, recruiter):
    facts = {"company": company, "published_at": timezone.now(), "review_comment": "Pay?"}
    mine = {OpeningFactory(state=state, **facts) for state in OpeningState.values}
    OpeningFactory(published=True)

    assert set(desk_openings(viewer_of(recruiter))) == mine
