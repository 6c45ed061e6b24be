from collections import Counter
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q

from companies.choices.openings import Importance, OpeningSource, OpeningState
from companies.models import Company, Opening, OpeningSkill
from matching.demo.days import midnight
from matching.demo.earlier_hirings import earlier_openings
from matching.demo.opening_plans import opening_uuid, plan_opening
from matching.demo.progress import Progress
from matching.demo.store import openings as store
from matching.demo.store.companies import put_companies
from matching.demo.store.openings import put_openings
from matching.demo.store.world import RECRUITER
from matching.demo.terms import read_terms
from matching.models import Placement
from parks.access import ANONYMOUS
from parks.models import User
from parks.queries.viewers import viewer_of
from tests.matching.demo.conftest import OPENINGS, SEED, TODAY

pytestmark = pytest.mark.django_db
NEVER_PUBLISHED = (OpeningState.DRAFT, OpeningState.SUBMITTED, OpeningState.RETURNED)


def ordered():
    """All but those of earlier years, which every demo has."""
    return Opening.objects.exclude(uuid__in=[plan.uuid for plan in earlier_openings()])


def put(count: int) -> None:
    put_companies(count, TODAY, read_terms(), Progress(StringIO()))
    put_openings(count, SEED, TODAY, read_terms(), Progress(StringIO()))


def test_as_many_openings_as_ordered_are_there(demo):
    wanted = {opening_uuid(SEED, index) for index in range(OPENINGS)}

    assert set(ordered().values_list("uuid", flat=True)) == wanted


def test_states_and_kinds_are_those_of_the_plans(demo):
    rows = {row.uuid: (row.state, row.kind) for row in ordered()}

    plans = [plan_opening(SEED, index) for index in range(OPENINGS)]
    assert rows == {plan.uuid: (plan.state, plan.kind) for plan in plans}


def test_every_published_opening_is_complete_in_both_languages(demo):
    empty = Q(title_zh="") | Q(title_en="") | Q(text_zh="") | Q(text_en="")

    assert not Opening.objects.published().filter(empty).exists()


def test_every_published_opening_has_at_least_three_essential_skills(demo):
    musts = Count("requirements", filter=Q(requirements__importance=Importance.MUST))

    fewest = Opening.objects.published().annotate(musts=musts).order_by("musts")[0]
    assert fewest.musts >= 3


def test_every_opening_names_degree_disciplines_place_stage_and_people(demo):
    rows = Opening.objects.annotate(accepted=Count("disciplines"))

    assert not rows.filter(
        Q(accepted=0) | Q(min_degree=None) | Q(region=None) | Q(chain_stage=None) | Q(headcount=0)
    ).exists()


def test_an_opening_lies_in_the_park_of_its_company(demo):
    assert not Opening.objects.exclude(park=F("company__park")).exists()


def test_every_opening_satisfies_the_rules_of_its_fields(demo):
    wrong = {}
    for row in Opening.objects.all():
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            wrong[row.pk] = error.message_dict

    assert wrong == {}


def test_requirements_stand_in_the_order_of_the_plan(demo):
    plan = plan_opening(SEED, 0)

    rows = OpeningSkill.objects.filter(opening__uuid=plan.uuid).order_by("position")
    assert list(rows.values_list("skill__code", "level", "importance")) == [
        (asked.skill, asked.level, importance.value) for asked, importance in plan.requirements
    ]


def test_what_is_returned_carries_a_comment_in_both_languages(demo):
    returned = Opening.objects.filter(state=OpeningState.RETURNED)

    assert returned.exists()
    assert {len(row.review_comment.splitlines()) for row in returned} == {2}


def test_only_what_was_published_has_a_time_of_publication(demo):
    unpublished = Opening.objects.filter(published_at=None)

    assert set(unpublished.values_list("state", flat=True)) == set(NEVER_PUBLISHED)


def test_openings_were_written_before_they_were_published_and_not_after_today(demo):
    assert not Opening.objects.filter(created_at__gte=F("published_at")).exists()
    assert not Opening.objects.filter(updated_at__gt=midnight(TODAY)).exists()


def test_openings_of_unclaimed_companies_were_imported(demo):
    unclaimed = Company.objects.unclaimed().values("pk")
    rows = Opening.objects.filter(company__in=unclaimed)

    assert set(rows.values_list("source", flat=True)) == {OpeningSource.IMPORTED}
    assert not rows.filter(external_id="").exists()
    assert not Opening.objects.exclude(company__in=unclaimed).exclude(external_id="").exists()


def test_the_public_sees_what_is_or_was_published_and_nothing_else(demo):
    seen = Opening.objects.visible_to(ANONYMOUS)

    assert set(seen.values_list("state", flat=True)) == {
        OpeningState.PUBLISHED,
        OpeningState.CLOSED,
        OpeningState.EXPIRED,
    }


def test_the_recruiter_of_the_demo_has_the_first_eight_openings(demo):
    viewer = viewer_of(User.objects.get(email=RECRUITER))

    mine = Opening.objects.filter(company__in=viewer.organisation_ids).order_by("pk")
    first = [opening_uuid(SEED, index) for index in range(8)]
    assert list(mine.values_list("uuid", flat=True)[:8]) == first


def test_the_mix_of_salaries_has_every_period(demo):
    periods = Counter(Opening.objects.values_list("salary_period", flat=True))

    assert set(periods) == {"day", "month", "year"}


def test_topping_up_leaves_the_first_openings_alone(demo):
    before = list(ordered().order_by("pk").values())

    put(OPENINGS + 20)

    assert ordered().count() == OPENINGS + 20
    assert list(ordered().order_by("pk").values()[:OPENINGS]) == before


def test_a_gap_left_by_a_run_that_was_cut_off_is_filled(demo):
    gone = Opening.objects.get(uuid=opening_uuid(SEED, 70))
    text = gone.text_zh
    gone.applications.all().delete()
    gone.delete()

    put(OPENINGS)

    assert Opening.objects.get(uuid=opening_uuid(SEED, 70)).text_zh == text
    assert ordered().count() == OPENINGS


def test_what_somebody_has_changed_stays_changed(demo):
    Opening.objects.filter(uuid=opening_uuid(SEED, 3)).update(title_en="Changed by hand")

    put(OPENINGS)

    assert Opening.objects.get(uuid=opening_uuid(SEED, 3)).title_en == "Changed by hand"


@pytest.mark.parametrize("more", [1, 40])
def test_a_chunk_costs_the_same_whatever_is_in_it(demo, django_assert_num_queries, more):
    """Look, begin, companies, parks, three inserts, the stamps, end."""
    terms = read_terms()
    put_companies(OPENINGS + more, TODAY, terms, Progress(StringIO()))

    with django_assert_num_queries(9):
        put_openings(OPENINGS + more, SEED, TODAY, terms, Progress(StringIO()))


def test_chunks_do_not_change_what_is_drawn(demo, monkeypatch):
    whole = list(ordered().order_by("uuid").values_list("uuid", "text_en", "closes_on"))
    OpeningSkill.objects.all().delete()
    Placement.objects.all().delete()
    for row in Opening.objects.all():
        row.applications.all().delete()
    Opening.objects.all().delete()
    monkeypatch.setattr(store, "CHUNK", 7)

    put(OPENINGS)

    parts = Opening.objects.order_by("uuid").values_list("uuid", "text_en", "closes_on")
    assert list(parts) == whole
