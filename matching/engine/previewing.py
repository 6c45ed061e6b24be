"""What the congestion price would change, seen before it is charged."""

from collections.abc import Iterable

from matching.engine.congestion import price
from matching.engine.congestion_effect import Attention
from matching.engine.finishing import with_text
from matching.engine.layout import Layout
from matching.engine.market import Market
from matching.engine.parts import Base
from matching.engine.weights import Weights


def preview(
    market: Market,
    weights: Weights,
    base: Base,
    strengths: Iterable[int],
    k: int = 50,
    *,
    threads: int = 1,
) -> dict[int, Attention]:
    """The figures of the lists at each strength, 0..100, from the kept lists of a run.

    `base` belongs to `market` and `weights`; nothing is scored again but the lexical term. Raises
    `EngineInputError` for a strength outside its range.
    """
    by_graduate, by_opening = with_text(Layout(market, weights), base, threads)
    sides = {"headcount": market.openings.headcount, "shown_graduates": market.graduates.shown}
    found = {}
    for strength in strengths:
        priced = price(by_graduate, by_opening, **sides, strength=strength, shown=k)
        found[strength] = Attention.of(priced, **sides)
    return found
