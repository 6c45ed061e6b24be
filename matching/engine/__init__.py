"""The matching engine: arrays in, arrays out. Knows no database, no clock and no chance.

Build `Graduates`, `Openings` and a `Vocabulary`, count their `Statistics`, join all in a `Market`,
and call `match` for the lists of both sides, `explain` for the reasoning of one pair, `gates` and
`points` for some pairs, `next_steps` and `best_training` for what would change one, `unlocked` for
what training would bring within reach. A large run goes in steps: `plan`, `score`, `merge`,
`finish`; a small change in `rematch`. Wrong input raises `EngineInputError`. Docs:
`docs/decisions/0004-engine.md`.
"""

from matching.engine.changes import Loss, Step, losses, next_steps
from matching.engine.congestion import Priced, price
from matching.engine.congestion_effect import Attention, Effect, effect
from matching.engine.explanation import (
    Explanation,
    GateResult,
    RequirementResult,
    Standing,
    TermResult,
    explain,
)
from matching.engine.finishing import finish
from matching.engine.gates import Gate, State
from matching.engine.graduates import Claims, Evidence, Graduates, Level
from matching.engine.market import Market
from matching.engine.openings import REQUIREMENT_LIMIT, Importance, Openings, Requirements
from matching.engine.pairs import gates, points
from matching.engine.parts import CANDIDATES, KEPT, Base, Matching, Part
from matching.engine.previewing import preview
from matching.engine.ranking import TopK
from matching.engine.rematching import rematch, renumbered
from matching.engine.run import match, warm
from matching.engine.scoring import CancelledError, merge, plan, score
from matching.engine.shares import Term
from matching.engine.statistics import Statistics
from matching.engine.tables import EngineInputError, Lists
from matching.engine.texts import Texts
from matching.engine.training import Offers, TrainingPlan, after_each, best_training
from matching.engine.unlocking import WITHIN_REACH, Taught, Unlocked, lacking, near_misses, unlocked
from matching.engine.vocabulary import Relations, Vocabulary, ancestors
from matching.engine.weights import FULL_POINTS, Weights

VERSION = "3"

__all__ = [
    "CANDIDATES",
    "FULL_POINTS",
    "KEPT",
    "REQUIREMENT_LIMIT",
    "VERSION",
    "WITHIN_REACH",
    "Attention",
    "Base",
    "CancelledError",
    "Claims",
    "Effect",
    "EngineInputError",
    "Evidence",
    "Explanation",
    "Gate",
    "GateResult",
    "Graduates",
    "Importance",
    "Level",
    "Lists",
    "Loss",
    "Market",
    "Matching",
    "Offers",
    "Openings",
    "Part",
    "Priced",
    "Relations",
    "RequirementResult",
    "Requirements",
    "Standing",
    "State",
    "Statistics",
    "Step",
    "Taught",
    "Term",
    "TermResult",
    "Texts",
    "TopK",
    "TrainingPlan",
    "Unlocked",
    "Vocabulary",
    "Weights",
    "after_each",
    "ancestors",
    "best_training",
    "effect",
    "explain",
    "finish",
    "gates",
    "lacking",
    "losses",
    "match",
    "merge",
    "near_misses",
    "next_steps",
    "plan",
    "points",
    "preview",
    "price",
    "rematch",
    "renumbered",
    "score",
    "unlocked",
    "warm",
]
