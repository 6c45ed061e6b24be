"""What the engine may know about a graduate, and how claims of one skill are merged."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Claims, EngineInputError, Evidence, Graduates, Level
from tests.matching.engine.worlds import Person, graduates_of


def test_a_graduate_is_these_columns_and_nothing_about_the_person():
    assert [each.name for each in fields(Graduates)] == [
        "kinds",
        "places",
        "anywhere",
        "degree",
        "discipline",
        "available_from",
        "channel",
        "pay",
        "claims",
        "texts",
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
        ("degree", -2, r"degree\[0\] is -2, outside -1..127"),
        ("degree", 128, r"degree\[0\] is 128"),
        ("discipline", -2, r"discipline\[0\] is -2"),
        ("available_from", -2, r"available_from\[0\] is -2"),
        ("available_from", 2**31 - 1, r"available_from\[0\] is 2147483647"),
        ("channel", 2, r"channel\[0\] is 2, outside -1..1"),
        ("channel", -2, r"channel\[0\] is -2, outside -1..1"),
        ("pay", -2, r"pay\[0\] is -2"),
        ("pay", 2**31, r"pay\[0\] is 2147483648"),
        ("matchable", 2, r"matchable\[0\] is 2, outside 0..1"),
        ("shown", 2, r"shown\[0\] is 2, outside 0..1"),
    ],
)
def test_columns_outside_their_scale_are_refused(column, value, problem):
    with pytest.raises(EngineInputError, match=f"Graduates.{problem}"):
        replace(graduates_of([Person()]), **{column: [value]})


def test_every_column_must_speak_of_the_same_graduates():
    with pytest.raises(EngineInputError, match="Graduates has fields of unequal length"):
        replace(graduates_of([Person(), Person()]), anywhere=np.ones(1, bool))


def test_graduates_are_taken_in_any_order_with_all_they_have_said():
    people = [
        Person(kinds=(2, 0), places=(5,), pay=4000, words=((3, 2),), skills=((1, 2, 3),)),
        Person(kinds=(), excluded=frozenset({7, 4})),
    ]

    taken = graduates_of(people).take(np.array([1, 0, 0]))

    assert taken.kinds.offsets.tolist() == [0, 0, 2, 4]
    assert taken.kinds.values.tolist() == [2, 0, 2, 0]
    assert taken.pay.tolist() == [-1, 4000, 4000]
    assert taken.texts.count.tolist() == [2, 2]
    assert taken.claims.evidence.tolist() == [3, 3]
    assert taken.excluded.values.tolist() == [4, 7]


def test_claims_that_name_each_skill_once_in_order_are_used_as_they_are():
    claims = Claims.of([[(1, 2, 0), (4, 1, 3)], [], [(0, 4, 2)]])

    assert claims.strongest() is claims


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4), st.integers(0, 3)), max_size=6),
        max_size=4,
    )
)
def test_of_every_skill_the_greatest_claim_is_kept_in_the_order_of_skills(rows):
    strongest = Claims.of(rows).strongest()

    kept = list(
        zip(
            strongest.owners().tolist(),
            strongest.skill.tolist(),
            strongest.level.tolist(),
            strongest.evidence.tolist(),
            strict=True,
        )
    )
    expected = [
        (row, skill, *max(claim[1:] for claim in claims if claim[0] == skill))
        for row, claims in enumerate(rows)
        for skill in sorted({claim[0] for claim in claims})
    ]
    assert kept == expected
