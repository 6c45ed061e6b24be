"""No published figure, and no difference of two, tells of one to four people."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from matching.queries.curricula import OTHER, WHOLE, grouped, publishable
from matching.queries.small_groups import published_steps

FEW = {1, 2, 3, 4}


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_steps_are_recounted_and_no_two_of_them_differ_by_a_small_group(furthest):
    published = published_steps(furthest)

    shown = {step: number for step, number in enumerate(published) if number is not None}
    assert all(number == sum(furthest[step:]) for step, number in shown.items())
    whole = sum(furthest)
    assert (0 in shown) == (whole >= 5)
    assert not FEW & set(shown.values())
    assert not FEW & {abs(one - other) for one, other in combinations(shown.values(), 2)}


def test_every_step_is_told_of_a_large_group_and_none_of_four():
    assert published_steps([10, 10, 10, 10, 10, 0]) == [50, 40, 30, 20, 10, 0]
    assert published_steps([0, 0, 0, 0, 0, 4]) == [None] * 6
    assert published_steps([10, 0, 3, 7, 0, 0]) == [20, 10, 10, None, 0, 0]


STUDENTS = st.dictionaries(
    st.integers(1, 60),
    st.tuples(st.sampled_from([None, 1, 2, 3, 4]), st.frozensets(st.integers(1, 4))),
    max_size=60,
)


@given(STUDENTS)
def test_skills_missing_are_recounted_and_nothing_left_out_can_be_worked_out(students):
    programme = {student: key for student, (key, _missing) in students.items()}
    missing = {student: lacks for student, (_key, lacks) in students.items()}

    groups = grouped(programme)
    published = publishable(groups, missing)

    parts = {key: those for key, those in groups.items() if key != WHOLE}
    assert (groups == {}) == (len(students) < 5)
    if groups:
        assert groups[WHOLE] == set(students)
        assert sorted(student for those in parts.values() for student in those) == sorted(students)
    for key, those in groups.items():
        assert len(those) >= 5
        assert key in (WHOLE, OTHER) or {programme[student] for student in those} == {key}
        for skill, number in published[key].items():
            lacking = {student for student in those if skill in missing[student]}
            assert number == len(lacking)
            assert not FEW & {number, len(those) - number}
    for skill in published.get(WHOLE, {}):
        hidden = [those for key, those in parts.items() if skill not in published[key]]
        people = frozenset().union(*hidden)
        rest = published[WHOLE][skill] - sum(
            published[key].get(skill, 0) for key in parts if skill in published[key]
        )
        assert rest == sum(skill in missing[student] for student in people)
        assert not FEW & {rest, len(people) - rest, len(people)}
