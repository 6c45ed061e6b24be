"""The four-fifths rule in words, worked out by hand."""

import pytest

from matching.models import Snapshot
from matching.queries.fairness_tables import file_tables, group_tables
from tests.factories.vocabulary import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def snapshot(**groups: list) -> Snapshot:
    """A counting that was kept, as JSON brings it back."""
    return Snapshot(kind="fairness", figures={"groups": groups})


def texts(**groups: list) -> list[list[str]]:
    (table,) = group_tables(snapshot(**groups))
    return [group.texts for group in table.groups]


def test_rates_are_measured_against_the_best_known_group():
    found = texts(sex=[["male", 100, 50], ["female", 200, 80], ["", 40, 40], ["smaller", 9, 3]])

    assert found == [
        ["Male", "100", "50", "50.0 %", "100.0 %", "Holds"],
        ["Female", "200", "80", "40.0 %", "80.0 %", "Holds"],
        ["Unknown", "40", "40", "100.0 %", "200.0 %", "Holds"],
        ["Smaller groups together", "9", "3", "33.3 %", "66.7 %", "Below four fifths"],
    ]


def test_a_hair_below_four_fifths_is_below():
    rows = texts(school=[["university", 1000, 500], ["college", 1000, 399]])

    assert rows[1] == [
        "Vocational college",
        "1,000",
        "399",
        "39.9 %",
        "79.8 %",
        "Below four fifths",
    ]


def test_one_group_has_nothing_to_be_compared_with():
    assert texts(sex=[["female", 10, 5], ["", 7, 0]]) == [
        ["Female", "10", "5", "50.0 %", "–", "Nothing to compare with"],
        ["Unknown", "7", "0", "0.0 %", "–", "Nothing to compare with"],
    ]


def test_where_nobody_is_listed_there_is_no_best():
    rows = texts(sex=[["female", 10, 0], ["male", 10, 0]])

    assert [row[-1] for row in rows] == ["Nothing to compare with"] * 2


def test_too_few_people_are_not_told():
    assert texts(sex=[["smaller", None, None]]) == [
        ["Smaller groups together", "hidden", "hidden", "–", "–", "Too few people to show"]
    ]


def test_provinces_have_their_names():
    RegionFactory(code="540000", label_en="Tibet", label_zh="西藏自治区")

    rows = texts(region=[["540000", 8, 4], ["990000", 6, 3]])

    assert [row[0] for row in rows] == ["Tibet", "990000"]


def test_the_line_of_the_chart_lies_at_four_fifths_of_the_best_rate():
    (table,) = group_tables(snapshot(sex=[["male", 100, 50], ["female", 10, 1]]))

    assert (table.least, table.height) == (40, 88)
    assert [(group.width, group.top) for group in table.groups] == [(50, 0), (10, 44)]


def test_files_hold_the_same_figures_and_empty_cells_for_what_is_hidden():
    (table,) = file_tables(snapshot(sex=[["male", 100, 50], ["smaller", None, None]]))

    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        ["Male", 100, 50, 0.5, None, "Nothing to compare with"],
        ["Smaller groups together", None, None, None, None, "Too few people to show"],
    ]
