"""The moves of a tripartite agreement."""

from matching.choices.outcomes import TripartiteState
from parks.workflow import Moves

S = TripartiteState
TRIPARTITE_MOVES = Moves(
    S,
    {
        S.NOT_ISSUED: frozenset({S.ISSUED}),
        S.ISSUED: frozenset({S.SIGNED, S.NOT_ISSUED, S.DISSOLVED}),
        S.SIGNED: frozenset({S.REGISTERED, S.ISSUED, S.DISSOLVED}),
        S.REGISTERED: frozenset({S.SIGNED, S.DISSOLVED}),
        S.DISSOLVED: frozenset({S.ISSUED}),
    },
)
"""One step back takes a slip back; after a dissolved agreement a new form may be issued."""
FIRST = (S.NOT_ISSUED, S.ISSUED)
"""What an agreement that is not in the portal yet may begin as."""
