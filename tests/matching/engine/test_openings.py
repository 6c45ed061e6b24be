"""What openings ask for."""

from dataclasses import fields, replace

import numpy as np
import pytest

from matching.engine import EngineInputError, Importance, Openings, Requirements
from tests.matching.engine.worlds import Post, lists_of, musts, nice, openings_of


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
        ("latest_start", 2**31 - 1, r"latest_start\[0\] is 2147483647"),
        ("channel", 2, r"channel\[0\] is 2, outside -1..1"),
        ("pay", -2, r"pay\[0\] is -2"),
        ("headcount", 0, r"headcount\[0\] is 0, outside 1.."),
    ],
)
def test_columns_outside_their_scale_are_refused(column, value, problem):
    with pytest.raises(EngineInputError, match=f"Openings.{problem}"):
        replace(openings_of([Post()]), **{column: [value]})


def test_an_opening_is_these_columns():
    assert [each.name for each in fields(Openings)] == [
        "kind",
        "place",
        "minimum_degree",
        "disciplines",
        "latest_start",
        "channel",
        "pay",
        "certificates",
        "requirements",
        "texts",
        "headcount",
    ]


@pytest.mark.parametrize("certificates", [[[2, 1]], [[1, 1]], [[0], [3, 3]]])
def test_certificates_are_named_once_and_in_order(certificates):
    openings = openings_of([Post()] * len(certificates))

    with pytest.raises(EngineInputError, match="certificates of an opening must ascend"):
        replace(openings, certificates=lists_of(certificates))


def test_as_many_certificates_as_allowed_are_accepted_and_one_more_is_refused():
    openings = openings_of([Post(), Post()])

    most = replace(openings, certificates=lists_of([[], range(64)]))

    assert most.certificates.lengths.tolist() == [0, 64]
    with pytest.raises(EngineInputError, match="opening 1 asks for more than 64 certificates"):
        replace(openings, certificates=lists_of([[], range(65)]))


def test_a_certificate_may_be_asked_for_as_a_skill_too():
    opening = openings_of([Post(certificates=(4,), requirements=musts((4, 2)))])

    assert opening.certificates.values.tolist() == opening.requirements.skill.tolist() == [4]


def test_openings_are_taken_in_any_order_with_all_they_ask():
    posts = [
        Post(certificates=(1, 3), pay=9000, headcount=4, words=((5, 1), (6, 2))),
        Post(channel=1, disciplines=(2,), requirements=musts((0, 1))),
    ]

    taken = openings_of(posts).take(np.array([1, 0]))

    assert taken.certificates.offsets.tolist() == [0, 0, 2]
    assert (taken.pay.tolist(), taken.headcount.tolist()) == ([-1, 9000], [1, 4])
    assert taken.channel.tolist() == [1, -1]
    assert taken.texts.offsets.tolist() == [0, 0, 2]
    assert taken.requirements.musts().tolist() == [1, 0]
