from io import StringIO

import pytest

from companies.models import Company
from matching.demo.companies import Standing, plan_company
from matching.demo.progress import Progress
from matching.demo.store.companies import company_ids, put_companies
from matching.demo.store.world import RECRUITER, officers_by_park, put_world
from matching.demo.terms import read_terms
from parks.access import ANONYMOUS
from parks.choices.organisations import MembershipRole, VerificationState
from parks.models import Membership, User, Verification
from parks.queries.viewers import viewer_of
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db
PLANS = [plan_company(index) for index in range(20)]


def put(openings: int) -> None:
    put_companies(openings, TODAY, read_terms(), Progress(StringIO()))


@pytest.fixture
def companies(loaded) -> None:
    put_world(read_terms(), TODAY)
    put(openings=0)


def slugs(*standings: Standing) -> list[str]:
    return sorted(plan.slug for plan in PLANS if plan.standing in standings)


def test_the_first_twenty_companies_are_there_even_without_openings(companies):
    assert list(company_ids()) == [plan.slug for plan in PLANS]


def test_a_company_is_told_in_both_languages_and_says_that_it_is_made_up(companies):
    row = Company.objects.get(slug=plan_company(0).slug)

    assert (row.name_zh, row.name_en) == plan_company(0).name
    assert row.summary_zh.endswith("（演示数据：该企业为虚构。）")
    assert row.summary_en.endswith("(Demo data: this company is made up.)")


def test_a_company_covers_the_stages_of_its_kind(companies):
    row = Company.objects.get(slug=plan_company(0).slug)

    stages = row.chain_stages.order_by("position").values_list("code", flat=True)
    assert list(stages) == ["cmc", "production", "quality"]


def test_verified_companies_are_those_an_officer_approved(companies):
    verified = Company.objects.verified().order_by("slug").values_list("slug", flat=True)

    assert list(verified) == slugs(Standing.VERIFIED)


def test_unclaimed_companies_have_nobody(companies):
    unclaimed = Company.objects.unclaimed().order_by("slug").values_list("slug", flat=True)

    assert list(unclaimed) == slugs(Standing.UNCLAIMED)


def test_the_queue_of_verifications_is_not_empty(companies):
    waiting = Verification.objects.open().filter(organisation__kind="company")

    assert sorted(waiting.values_list("state", flat=True)) == [
        VerificationState.IN_REVIEW,
        VerificationState.PENDING,
    ]
    assert set(waiting.values_list("decided_at", flat=True)) == {None}


def test_a_declined_company_was_told_why(companies):
    row = Verification.objects.get(state=VerificationState.DECLINED)

    assert "business licence" in row.reason
    assert row.decided_by == officers_by_park()[plan_company(11).park]


def test_every_decision_came_from_the_officer_of_the_companys_park(companies):
    officers = officers_by_park()
    rows = Verification.objects.filter(organisation__kind="company").exclude(decided_by=None)

    assert [
        row.organisation.slug
        for row in rows.select_related("organisation__park")
        if row.decided_by_id != officers[row.organisation.park.slug].pk
    ] == []


def test_requests_were_made_before_they_were_decided(companies):
    for row in Verification.objects.exclude(decided_at=None):
        assert row.submitted_at < row.decided_at


def test_every_claimed_company_has_one_administrator(companies):
    claimed = [plan for plan in PLANS if plan.standing != Standing.UNCLAIMED]
    rows = Membership.objects.filter(organisation__kind="company")

    assert set(rows.values_list("role", flat=True)) == {MembershipRole.ADMIN}
    assert sorted(rows.values_list("organisation__slug", flat=True)) == sorted(
        plan.slug for plan in claimed
    )


def test_the_recruiter_behind_the_button_administers_the_first_company_alone(companies):
    recruiter = User.objects.get(email=RECRUITER)

    first = Company.objects.get(slug=plan_company(0).slug)
    assert viewer_of(recruiter).administered_ids == {first.pk}


def test_other_recruiters_have_addresses_at_their_company(companies):
    row = Company.objects.get(slug=plan_company(1).slug)

    assert row.memberships.get().user.email == f"hr@{row.email_domain}"


def test_the_public_sees_verified_and_unclaimed_companies_only(companies):
    seen = Company.objects.visible_to(ANONYMOUS).order_by("slug").values_list("slug", flat=True)

    assert list(seen) == slugs(Standing.VERIFIED, Standing.UNCLAIMED)


def test_more_openings_bring_more_companies_and_leave_the_first_alone(companies):
    before = list(Company.objects.order_by("pk").values())

    put(openings=50)

    assert Company.objects.count() == 25
    assert list(Company.objects.order_by("pk").values()[:20]) == before


def test_a_second_time_changes_nothing_and_writes_nothing(companies, django_assert_num_queries):
    terms = read_terms()

    with django_assert_num_queries(1):
        put_companies(0, TODAY, terms, Progress(StringIO()))
