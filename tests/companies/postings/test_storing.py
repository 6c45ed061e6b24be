import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from companies.choices.openings import Importance, OpeningState, SalaryPeriod
from companies.models import Opening
from companies.postings.reading import Demands, Posting, Terms
from companies.postings.requirements import AskedSkill
from companies.postings.salaries import Salary
from companies.postings.storing import digest_of, fill_opening, new_opening
from parks.choices.work import OpeningKind, SkillLevel
from parks.models import Park

NOW = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 23)
"""It is past midnight in Shanghai."""
TERMS = Terms(
    kind=OpeningKind.INTERNSHIP,
    place="苏州",
    region_id=5,
    headcount=2,
    salary=Salary(150, 200, "CNY", SalaryPeriod.DAY),
    posted=datetime.date(2026, 5, 9),
    closes=None,
)
DEMANDS = Demands(
    degree_id=3,
    discipline_ids=frozenset((1, 2)),
    skills=(AskedSkill(7, Importance.MUST, SkillLevel.AWARE),),
)
POSTING = Posting("x-1", "合生基因", "研究员", "岗位职责", True, TERMS, DEMANDS)
PARK = Park(pk=1, slug="biobay", time_zone="Asia/Shanghai")


def filled(opening: Opening | None = None, **terms: object) -> Opening:
    posting = replace(POSTING, terms=replace(TERMS, **terms))
    return fill_opening(opening or new_opening(posting, PARK, 9), posting, NOW)


def test_a_posting_fills_the_columns_of_an_opening():
    opening = filled()

    assert (opening.external_id, opening.source, opening.company_id) == ("x-1", "imported", 9)
    assert (opening.title_zh, opening.title_en) == ("研究员", "")
    assert (opening.text_zh, opening.text_en) == ("岗位职责", "")
    assert (opening.kind, opening.headcount, opening.min_degree_id) == ("internship", 2, 3)
    assert (opening.region_id, opening.place_text) == (5, "苏州")
    assert (opening.salary_min, opening.salary_max) == (150, 200)
    assert (opening.salary_currency, opening.salary_period) == ("CNY", "day")


def test_years_and_the_day_to_start_go_where_matching_reads_them():
    posting = replace(
        POSTING,
        terms=replace(TERMS, starts_by=datetime.date(2026, 7, 1)),
        demands=replace(DEMANDS, min_years=3),
    )

    opening = fill_opening(new_opening(posting, PARK, 9), posting, NOW)

    assert (opening.min_years, opening.starts_by) == (3, datetime.date(2026, 7, 1))


def test_a_posting_silent_about_years_leaves_them_open():
    opening = filled(Opening(park=PARK, pk=1, min_years=5, state=OpeningState.PUBLISHED))

    assert (opening.min_years, opening.starts_by) == (None, None)


def test_other_years_make_another_digest():
    other = replace(POSTING, demands=replace(DEMANDS, min_years=3))

    assert digest_of(other) != digest_of(POSTING)


def test_title_and_text_each_go_where_their_language_is():
    posting = replace(POSTING, title="Application Specialist")

    opening = fill_opening(new_opening(posting, PARK, 9), posting, NOW)

    assert (opening.title_en, opening.title_zh) == ("Application Specialist", "")
    assert (opening.text_zh, opening.text_en) == ("岗位职责", "")


def test_a_new_opening_is_published_at_noon_of_its_day_in_the_park():
    opening = filled()

    assert opening.state == OpeningState.PUBLISHED
    assert opening.published_at == datetime.datetime(
        2026, 5, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai")
    )


def test_a_new_opening_without_a_day_is_published_now():
    assert filled(posted=None).published_at == NOW


def test_an_opening_read_again_without_a_day_keeps_its_time():
    opening = filled(posted=None)
    opening.published_at = NOW - datetime.timedelta(days=3)

    assert filled(opening, posted=None).published_at == NOW - datetime.timedelta(days=3)


def test_an_opening_whose_last_day_is_over_does_not_go_on_line():
    assert filled(closes=TODAY - datetime.timedelta(days=1)).state == OpeningState.EXPIRED


def test_on_its_last_day_in_the_park_an_opening_is_still_open():
    assert filled(closes=TODAY).state == OpeningState.PUBLISHED


def test_an_opening_whose_last_day_moved_is_back():
    opening = filled(closes=TODAY - datetime.timedelta(days=1))
    opening.pk = 4

    assert filled(opening, closes=TODAY).state == OpeningState.PUBLISHED


@pytest.mark.parametrize("state", [OpeningState.PAUSED, OpeningState.CLOSED, OpeningState.RETURNED])
def test_a_state_that_people_gave_an_opening_stays(state):
    opening = filled()
    opening.pk, opening.state = 4, state

    assert filled(opening, headcount=3).state == state


def test_without_pay_the_columns_are_as_for_an_opening_without_pay():
    opening = filled(salary=None)

    assert (opening.salary_min, opening.salary_max) == (None, None)
    assert (opening.salary_currency, opening.salary_period) == ("CNY", "month")


def test_the_same_posting_has_the_same_digest_whatever_the_order_of_its_majors():
    other = replace(POSTING, demands=replace(DEMANDS, discipline_ids=frozenset((2, 1))))

    assert digest_of(other) == digest_of(POSTING)


@pytest.mark.parametrize(
    "other",
    [
        replace(POSTING, title="分析员"),
        replace(POSTING, text="岗位职责。"),
        replace(POSTING, company="谱元"),
        replace(POSTING, terms=replace(TERMS, headcount=3)),
        replace(POSTING, terms=replace(TERMS, salary=None)),
        replace(POSTING, terms=replace(TERMS, closes=TODAY)),
        replace(POSTING, demands=replace(DEMANDS, degree_id=4)),
        replace(POSTING, demands=replace(DEMANDS, discipline_ids=frozenset())),
        replace(POSTING, demands=replace(DEMANDS, skills=())),
    ],
)
def test_any_other_word_or_number_changes_the_digest(other):
    assert digest_of(other) != digest_of(POSTING)
