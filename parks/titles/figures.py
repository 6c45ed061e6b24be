"""How well titles were ranked, in the customary figures."""

from collections.abc import Sequence
from typing import NamedTuple


class Figures(NamedTuple):
    """Shares of the titles from 0 to 1: right in first place, among five, among ten; MRR."""

    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr: float
    titles: int

    def as_json(self) -> dict[str, float | int]:
        return {
            "r@1": self.recall_at_1,
            "r@5": self.recall_at_5,
            "r@10": self.recall_at_10,
            "mrr": self.mrr,
            "titles": self.titles,
        }


def figures_of(ranks: Sequence[int | None]) -> Figures:
    """Return the figures for the rank of each right answer (1 is first, None was not found).

    Shares are rounded to four digits. Raise ValueError for no ranks at all. MRR is the mean
    reciprocal rank over the whole ranking (Voorhees, TREC-8, 1999).
    """
    if not ranks:
        raise ValueError("no titles were ranked")
    found = [rank for rank in ranks if rank is not None]
    recalls = [sum(rank <= most for rank in found) for most in (1, 5, 10)]
    shares = [*recalls, sum(1 / rank for rank in found)]
    one, five, ten, mrr = (round(share / len(ranks), 4) for share in shares)
    return Figures(one, five, ten, mrr, len(ranks))
