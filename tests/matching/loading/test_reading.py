"""Many rows by COPY and few by one query: the same tables."""

from datetime import date

import numpy as np
import pytest

from companies.models import Opening, OpeningSkill
from matching.loading.columns import DayNumber, Details, Whole, rank_in
from matching.loading.reading import Reading
from tests.factories.companies import OpeningFactory, OpeningSkillFactory

SKILLS = Details(
    OpeningSkill.objects.order_by(),
    "opening",
    {"skill": Whole("skill_id", "i4"), "level": Whole("level", "i2"), "pk": Whole("pk")},
)
READING = Reading(
    Opening,
    facts={
        "salary": Whole("salary_max", "i4"),
        "period": rank_in("salary_period", ["month", "year"]),
        "start": Whole(DayNumber("starts_by"), "i4"),
    },
    details={"skills": SKILLS},
)


@pytest.fixture(params=["read", "read_few"])
def read(request, db):
    """Both ways to read the same."""
    return getattr(READING, request.param)


def test_facts_come_in_the_order_of_the_ids_with_minus_one_for_null(read):
    first = OpeningFactory(salary_max=7, salary_period="year", starts_by=date(2026, 9, 1))
    second = OpeningFactory(salary_period="day")

    side = read(Opening.objects.order_by("-pk"))

    assert side.ids.tolist() == [first.pk, second.pk]
    assert side.facts["salary"].tolist() == [7, -1]
    assert side.facts["period"].tolist() == [1, -1]
    assert side.facts["start"].tolist() == [date(2026, 9, 1).toordinal(), -1]
    assert [column.dtype.str for column in side.facts.values()] == ["<i4", "<i2", "<i4"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2000, 2, 29), date.max])
def test_days_are_counted_as_python_counts_them(day, read):
    OpeningFactory(starts_by=day)

    assert read(Opening.objects.all()).facts["start"].tolist() == [day.toordinal()]


def test_details_belong_to_the_owners_asked_for_only(read):
    mine, other = OpeningFactory.create_batch(2)
    OpeningFactory()
    asked = [OpeningSkillFactory(opening=mine, level=level) for level in (3, 4)]
    OpeningSkillFactory(opening=other)

    skills = read(Opening.objects.filter(pk=mine.pk)).details["skills"]

    order = np.argsort(skills["pk"])
    assert skills["owner"].tolist() == [mine.pk, mine.pk]
    assert skills["skill"][order].tolist() == [row.skill_id for row in asked]
    assert skills["level"][order].tolist() == [3, 4]
    assert [column.dtype.str for column in skills.values()] == ["<i8", "<i4", "<i2", "<i8"]


@pytest.mark.parametrize("rows", [Opening.objects.all(), Opening.objects.none()], ids=range(2))
def test_nobody_has_no_details(rows, read):
    side = read(rows)

    assert (side.ids.tolist(), side.texts.offsets.tolist()) == ([], [0])
    assert [column.tolist() for column in side.facts.values()] == [[], [], []]
    assert [column.tolist() for column in side.details["skills"].values()] == [[], [], [], []]
    assert side.ids.dtype == np.int64


def test_owners_without_details_are_owners_all_the_same(read):
    opening = OpeningFactory()

    side = read(Opening.objects.all())

    assert side.ids.tolist() == [opening.pk]
    assert side.details["skills"]["owner"].tolist() == []


@pytest.mark.django_db
def test_a_query_is_compiled_once_and_takes_any_rows(django_assert_num_queries):
    first, second, third = OpeningFactory.create_batch(3)
    READING.read_few(Opening.objects.all())
    compiled = READING.statement

    with django_assert_num_queries(2):
        by_id = READING.read_few(Opening.objects.filter(pk__in=[third.pk, first.pk])).ids
        by_title = READING.read_few(Opening.objects.filter(title_en=second.title_en)).ids

    assert (by_id.tolist(), by_title.tolist()) == ([first.pk, third.pk], [second.pk])
    assert READING.statement is compiled


@pytest.mark.django_db
def test_rows_that_match_several_times_are_read_once():
    opening = OpeningFactory()
    OpeningSkillFactory.create_batch(3, opening=opening)

    some = READING.read_few(Opening.objects.filter(requirements__level=2))

    assert some.ids.tolist() == [opening.pk]
