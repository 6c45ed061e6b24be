"""How votes are counted: a pure rule of numbers, the same for every vote."""

from typing import NamedTuple

from parks.choices.consortium import Majority, ResolutionState


class Tally(NamedTuple):
    """How many voted how."""

    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain


def votes_needed(voters: int, percent: int) -> int:
    """Return how many of the voters have to vote for a quorum of this many per cent, rounded up."""
    return -(-voters * percent // 100)


def decide(tally: Tally, *, quorum: int, majority: Majority) -> ResolutionState:
    """Say what a vote has decided: no quorum, passed or rejected.

    Abstentions count for the quorum and not for the majority: more than half, or at least two
    thirds, of the votes for and against. Where nobody is for it, it is rejected.
    """
    if tally.cast < quorum:
        return ResolutionState.NO_QUORUM
    decisive = tally.yes + tally.no
    enough = {
        Majority.SIMPLE: 2 * tally.yes > decisive,
        Majority.TWO_THIRDS: 3 * tally.yes >= 2 * decisive,
    }
    is_for = tally.yes > 0 and enough[majority]
    return ResolutionState.PASSED if is_for else ResolutionState.REJECTED
