"""The matching engine: arrays in, arrays out. Knows no database, no clock and no chance.

Build `Graduates`, `Openings` and a `Vocabulary`, join them in a `Market`, and call `match` for the
lists of both sides, `explain` for the reasoning of one pair, `gates` and `points` for some pairs.
Wrong input raises `EngineInputError`. Docs: `docs/decisions/0004-engine.md`.
"""

from matching.engine.explanation import (
    Explanation,
    GateResult,
    RequirementResult,
    Standing,
    TermResult,
    explain,
)
from matching.engine.gates import Gate, State
from matching.engine.graduates import Claims, Evidence, Graduates, Level
from matching.engine.market import Market
from matching.engine.openings import REQUIREMENT_LIMIT, Importance, Openings, Requirements
from matching.engine.pairs import gates, points
from matching.engine.ranking import TopK
from matching.engine.run import Matching, match
from matching.engine.shares import Term
from matching.engine.tables import EngineInputError, Lists
from matching.engine.vocabulary import Vocabulary, ancestors
from matching.engine.weights import FULL_POINTS, Weights

VERSION = "1"

__all__ = [
    "FULL_POINTS",
    "REQUIREMENT_LIMIT",
    "VERSION",
    "Claims",
    "EngineInputError",
    "Evidence",
    "Explanation",
    "Gate",
    "GateResult",
    "Graduates",
    "Importance",
    "Level",
    "Lists",
    "Market",
    "Matching",
    "Openings",
    "RequirementResult",
    "Requirements",
    "Standing",
    "State",
    "Term",
    "TermResult",
    "TopK",
    "Vocabulary",
    "Weights",
    "ancestors",
    "explain",
    "gates",
    "match",
    "points",
]
