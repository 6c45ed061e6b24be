"""What the engine may know about a graduate, and how claims of one skill are merged."""

from dataclasses import fields, replace

import pytest

from matching.engine import Claims, EngineInputError, Evidence, Graduates, Level
from tests.matching.engine.worlds import Person, graduates_of


def test_a_graduate_is_these_columns_and_nothing_about_the_person():
    assert [each.name for each in fields(Graduates)] == [
        "wanted_kinds",
        "places",
        "anywhere",
        "degree",
        "discipline",
        "available_from",
        "claims",
        "matchable",
        "shown",
        "excluded",
    ]


def test_a_skill_counts_once_by_its_highest_level_and_then_its_strongest_evidence():
    claims = Claims.of(
        [
            [(8, Level.AWARE, Evidence.CERTIFICATE), (3, 2, 0), (8, Level.EXPERT, Evidence.SELF)],
            [],
            [(8, 2, Evidence.SELF), (8, 2, Evidence.ASSESSED), (8, 2, Evidence.ROSTER)],
        ]
    )

    strongest = claims.strongest()

    assert strongest.offsets.tolist() == [0, 2, 2, 3]
    assert strongest.skill.tolist() == [3, 8, 8]
    assert strongest.level.tolist() == [2, Level.EXPERT, 2]
    assert strongest.evidence.tolist() == [0, Evidence.SELF, Evidence.ASSESSED]


def test_no_claims_have_no_strongest():
    strongest = Claims.of([[], []]).strongest()

    assert (len(strongest), strongest.skill.size) == (2, 0)


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ((-1, 1, 0), r"Claims.skill\[0\] is -1"),
        ((0, 0, 0), r"Claims.level\[0\] is 0, outside 1..4"),
        ((0, 5, 0), r"Claims.level\[0\] is 5, outside 1..4"),
        ((0, 1, 4), r"Claims.evidence\[0\] is 4, outside 0..3"),
    ],
)
def test_claims_outside_their_scale_are_refused(claim, problem):
    with pytest.raises(EngineInputError, match=problem):
        Claims.of([[claim]])


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("wanted_kinds", 256, r"wanted_kinds\[0\] is 256, outside 0..255"),
        ("degree", -2, r"degree\[0\] is -2, outside -1..127"),
        ("degree", 128, r"degree\[0\] is 128"),
        ("discipline", -2, r"discipline\[0\] is -2"),
        ("available_from", 2**31, r"available_from\[0\] is 2147483648"),
        ("matchable", 2, r"matchable\[0\] is 2, outside 0..1"),
        ("shown", 2, r"shown\[0\] is 2, outside 0..1"),
    ],
)
def test_columns_outside_their_scale_are_refused(column, value, problem):
    with pytest.raises(EngineInputError, match=f"Graduates.{problem}"):
        replace(graduates_of([Person()]), **{column: [value]})
