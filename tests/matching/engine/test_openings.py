"""What openings ask for."""

from dataclasses import replace

import pytest

from matching.engine import EngineInputError, Importance, Requirements
from tests.matching.engine.worlds import Post, musts, nice, openings_of


def test_musts_are_counted_per_opening():
    requirements = Requirements.of([musts((0, 1), (1, 1)) + nice((2, 1)), (), nice((0, 1))])

    assert requirements.musts().tolist() == [2, 0, 0]


def test_a_skill_asked_for_twice_is_refused():
    rows = [musts((4, 1)), musts((2, 1), (4, 2)) + nice((2, 3))]

    with pytest.raises(EngineInputError, match="opening 1 asks twice for skill 2"):
        Requirements.of(rows)


def test_two_openings_may_ask_for_the_same_skill():
    requirements = Requirements.of([musts((4, 1)), musts((4, 1))])

    assert requirements.skill.tolist() == [4, 4]


def test_the_largest_number_of_skills_is_accepted_and_one_more_is_refused():
    row = [(skill, 1, Importance.NICE) for skill in range(257)]

    assert Requirements.of([row[:256]]).lengths.tolist() == [256]
    with pytest.raises(EngineInputError, match="opening 1 asks for 257 skills, more than 256"):
        Requirements.of([row[:256], row])


@pytest.mark.parametrize(
    ("requirement", "problem"),
    [
        ((0, 0, 1), r"Requirements.level\[0\] is 0, outside 1..4"),
        ((0, 1, 0), r"Requirements.importance\[0\] is 0, outside 1..3"),
        ((0, 1, 4), r"Requirements.importance\[0\] is 4, outside 1..3"),
    ],
)
def test_requirements_outside_their_scale_are_refused(requirement, problem):
    with pytest.raises(EngineInputError, match=problem):
        Requirements.of([[requirement]])


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("kind", 8, r"kind\[0\] is 8, outside 0..7"),
        ("place", -2, r"place\[0\] is -2"),
        ("minimum_degree", -1, r"minimum_degree\[0\] is -1, outside 0..127"),
        ("latest_start", -2, r"latest_start\[0\] is -2"),
    ],
)
def test_columns_outside_their_scale_are_refused(column, value, problem):
    with pytest.raises(EngineInputError, match=f"Openings.{problem}"):
        replace(openings_of([Post()]), **{column: [value]})
