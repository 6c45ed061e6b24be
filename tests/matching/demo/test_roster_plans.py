import datetime
from collections import Counter

import pytest

from matching.choices.outcomes import OutcomeCategory, TripartiteState
from matching.demo.graduate_plans import plan_graduate
from matching.demo.roster_plans import (
    STRANGERS,
    months_reached,
    plan_stranger,
    plan_student,
    school,
)
from talent.choices.university import Sex


def students(seed: int, count: int) -> list:
    return [one for index in range(count) if (one := plan_student(seed, index)) is not None]


@pytest.mark.parametrize(
    ("graduated", "today", "months"),
    [
        ("2026-06-30", "2026-06-29", ()),
        ("2026-06-30", "2026-06-30", (0,)),
        ("2026-06-30", "2026-12-29", (0,)),
        ("2026-06-30", "2026-12-30", (0, 6)),
        ("2025-06-30", "2026-11-20", (0, 6, 12)),
        ("2023-06-30", "2026-06-30", (0, 6, 12, 36)),
        ("2027-06-30", "2026-11-20", ()),
    ],
)
def test_a_graduate_is_asked_after_nought_six_twelve_and_thirty_six_months(
    graduated, today, months
):
    day = datetime.date.fromisoformat

    assert months_reached(day(graduated), day(today)) == months


def test_the_persona_is_on_the_roster_of_her_university_and_shares_her_progress():
    persona = plan_student(3, 0)

    assert (persona.full_name, persona.sex) == ("林悦 Lin Yue", Sex.FEMALE)
    assert persona.has_claimed
    assert persona.shares


def test_only_graduates_of_the_university_are_on_its_roster():
    here = {student.plan.index for student in students(4, 200)} - {0}

    assert here == {i for i in range(1, 200) if plan_graduate(4, i).university == school()}
    assert len(here) > 10


def test_no_two_lines_have_the_same_number():
    lines = students(4, 600) + students(5, 600) + [plan_stranger(i) for i in range(STRANGERS)]

    numbers = Counter(line.number for line in lines)
    assert [number for number, times in numbers.items() if times > 2] == []
    assert [n for n, times in numbers.items() if times == 2] == [plan_student(4, 0).number]


def test_of_those_with_an_account_most_have_claimed_their_line_and_most_of_these_share():
    lines = students(4, 600)[1:]

    claimed = [line for line in lines if line.has_claimed]
    assert 0.7 < len(claimed) / len(lines) < 0.97
    assert 0.6 < sum(line.shares for line in claimed) / len(claimed) < 0.95
    assert not any(plan_stranger(index).has_claimed for index in range(STRANGERS))


def test_who_found_work_by_agreement_has_it_registered_and_nobody_else():
    lines = [plan_stranger(index) for index in range(STRANGERS)]

    states = {line.agreement(OutcomeCategory.AGREEMENT) for line in lines}
    others = {line.agreement(OutcomeCategory.STUDY) for line in lines}
    assert states == {TripartiteState.REGISTERED}
    assert TripartiteState.REGISTERED not in others
    assert len(others) > 3


def test_the_longer_ago_the_less_is_known():
    lines = [plan_stranger(index) for index in range(STRANGERS)]

    known = Counter(month for line in lines for month in line.destinations((0, 6, 12, 36)))
    assert STRANGERS > known[0] > known[6] > known[36] > STRANGERS / 4
