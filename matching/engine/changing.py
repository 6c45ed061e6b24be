"""One pair whose graduate's claims change: scored again without scoring all of it again."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.explanation import Explanation, explain, narrowed
from matching.engine.gates import Gate, State
from matching.engine.graduates import Claims, Graduates
from matching.engine.market import Market
from matching.engine.paired import Paired
from matching.engine.score import SKILL_TERMS, Worth, skill_points
from matching.engine.tables import Lists
from matching.engine.texts import Texts
from matching.engine.weights import Weights

Outcome = tuple[int, State]


@dataclass(frozen=True, eq=False)
class Changing:
    """A pair as it is now, `explained`, in a `market` of its own with one row on either side.

    Claims decide the terms of skills and the gate of certificates and nothing else, so only these
    are looked at again.
    """

    market: Market
    worth: Worth
    explained: Explanation

    @classmethod
    def of(
        cls,
        market: Market,
        weights: Weights,
        graduate: int,
        opening: int,
        explained: Explanation | None = None,
    ) -> Self:
        """The pair of these rows; `explained` is what `explain` says of it, if that is known.

        Raises `EngineInputError` when there is no such row.
        """
        small = narrowed(market, graduate, opening)
        if explained is None:
            explained = explain(small, weights, 0, 0)
        return cls(small, Worth.of(small, weights), explained)

    def having(self, added: Claims) -> list[Outcome]:
        """Points and state with the claims of each row of `added` too."""
        own = self._claims(len(added))
        order = np.argsort(np.concatenate([own.owners(), added.owners()]), kind="stable")
        columns = (
            np.concatenate([mine, more])[order]
            for mine, more in zip(own.entries().values(), added.entries().values(), strict=True)
        )
        return self._scored(Claims(own.offsets + added.offsets, *columns))

    def without(self, skills: NDArray) -> list[Outcome]:
        """Points and state with no claim of each one of these skills, int (n,)."""
        own = self._claims(skills.size)
        return self._scored(own.only(own.skill != skills[own.owners()]))

    def _claims(self, copies: int) -> Claims:
        return self.market.graduates.claims.take(np.zeros(copies, np.int64))

    def _scored(self, claims: Claims) -> list[Outcome]:
        rows = np.arange(len(claims))
        market = replace(self.market, graduates=_saying_only(claims))
        pairs = Paired(market, rows, np.zeros_like(rows))
        points = skill_points(pairs, self.worth).sum(axis=0) + self._other_points
        states = np.minimum(_licensed(pairs), self._other_state)
        return [
            (earned, State(state)) for earned, state in zip(points.tolist(), states, strict=True)
        ]

    @property
    def _other_points(self) -> int:
        return sum(term.points for term in self.explained.terms if term.term not in SKILL_TERMS)

    @property
    def _other_state(self) -> State:
        gates = self.explained.gates
        return min(result.state for result in gates if result.gate != Gate.CERTIFICATES)


def _licensed(pairs: Paired) -> NDArray[np.int64]:
    return np.where(pairs.certificates_missing == 0, State.MET, State.UNKNOWN)


def _saying_only(claims: Claims) -> Graduates:
    """Graduates who state these claims and nothing else."""
    count = len(claims)
    none, unstated = Lists(np.zeros(count + 1, int), np.zeros(0, int)), np.full(count, -1)
    no = np.zeros(count, bool)
    return Graduates(
        kinds=none,
        places=none,
        anywhere=no,
        degree=unstated,
        discipline=unstated,
        available_from=unstated,
        channel=unstated,
        pay=unstated,
        claims=claims,
        texts=Texts.none(count),
        matchable=no,
        shown=no,
        excluded=none,
    )
