"""How votes are counted: against the words of the rule, for every number of votes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parks.choices.consortium import Majority, ResolutionState
from parks.voting import Tally, decide, votes_needed

numbers = some.integers(0, 80)
tallies = some.builds(Tally, yes=numbers, no=numbers, abstain=numbers)
majorities = some.sampled_from(Majority)


@pytest.mark.parametrize(
    ("tally", "majority", "decided"),
    [
        (Tally(yes=6, no=5), "simple", "passed"),
        (Tally(yes=5, no=5), "simple", "rejected"),
        (Tally(yes=1, abstain=9), "simple", "passed"),
        (Tally(abstain=10), "simple", "rejected"),
        (Tally(abstain=10), "two_thirds", "rejected"),
        (Tally(yes=8, no=4), "two_thirds", "passed"),
        (Tally(yes=7, no=4), "two_thirds", "rejected"),
        (Tally(yes=9), "two_thirds", "no_quorum"),
    ],
)
def test_a_resolution_is_decided_as_the_rule_says(tally, majority, decided):
    assert decide(tally, quorum=10, majority=Majority(majority)) == decided


@pytest.mark.parametrize(
    ("voters", "percent", "needed"),
    [(66, 50, 33), (67, 50, 34), (3, 50, 2), (1, 1, 1), (30, 100, 30), (3, 67, 3)],
)
def test_a_share_of_the_members_is_rounded_up(voters, percent, needed):
    assert votes_needed(voters, percent) == needed


@given(tally=tallies, quorum=some.integers(1, 120), majority=majorities)
def test_every_count_is_decided_by_the_shares_of_its_votes(tally, quorum, majority):
    votes = tally.yes + tally.no + tally.abstain
    share = Fraction(tally.yes, tally.yes + tally.no) if tally.yes else Fraction(0)
    enough = share > Fraction(1, 2) if majority == "simple" else share >= Fraction(2, 3)

    decided = decide(tally, quorum=quorum, majority=majority)

    if votes < quorum:
        assert decided == ResolutionState.NO_QUORUM
    else:
        assert decided == (ResolutionState.PASSED if enough else ResolutionState.REJECTED)


@given(tally=tallies, quorum=some.integers(1, 120), majority=majorities)
def test_one_more_vote_for_it_never_turns_a_passed_resolution_down(tally, quorum, majority):
    more = tally._replace(yes=tally.yes + 1)

    before, after = (decide(each, quorum=quorum, majority=majority) for each in (tally, more))

    assert before != "passed" or after == "passed"
    assert not (before == "passed" and majority == "two_thirds") or (
        decide(tally, quorum=quorum, majority=Majority.SIMPLE) == "passed"
    )


@given(voters=some.integers(1, 200), percent=some.integers(1, 100))
def test_a_quorum_is_the_least_number_that_makes_the_share(voters, percent):
    needed = votes_needed(voters, percent)

    assert Fraction(needed, voters) >= Fraction(percent, 100) > Fraction(needed - 1, voters)
    assert 1 <= needed <= voters
