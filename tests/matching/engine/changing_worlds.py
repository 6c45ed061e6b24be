"""A market as it was and as it is now: some rows changed, some gone, some new."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.engine import Base, Market, Weights, rematch, renumbered
from tests.matching.engine.made_worlds import Maker, Mood, made_world
from tests.matching.engine.worlds import World, market_of

STANDARD = Weights()


@dataclass(frozen=True)
class Share:
    """Which part of a side is changed, goes, and comes, each 0 to 1."""

    changed: float = 0.0
    gone: float = 0.0
    new: float = 0.0


@dataclass(frozen=True)
class Change:
    """Both markets; the old row of every row of the new one (-1 = new); and who has changed."""

    before: Market
    after: Market
    graduates: NDArray[np.int64]
    openings: NDArray[np.int64]
    changed_graduates: NDArray[np.int64]
    changed_openings: NDArray[np.int64]

    def updated(self, base: Base, weights: Weights = STANDARD, threads: int = 1) -> Base:
        """The lists of the old market brought up to date."""
        return rematch(
            self.after,
            weights,
            renumbered(base, self.graduates, self.openings),
            changed_graduates=self.changed_graduates,
            changed_openings=self.changed_openings,
            threads=threads,
        )


class Changing:
    """A world that moves on from day to day, always with the statistics of its first day."""

    def __init__(self, people: int, openings: int, seed: int, mood: Mood | None = None) -> None:
        self.world = made_world(people, openings, seed, mood)
        self.chance = np.random.default_rng(seed)
        self.maker = Maker(self.chance, mood or Mood())
        self.maker.places, self.maker.disciplines = self.world.places, self.world.disciplines
        self.market = market_of(self.world)

    def move(self, graduates: Share, openings: Share) -> Change:
        """The next day."""
        people, old_people, changed_people = self._side(
            self.world.persons, graduates, self.maker.person
        )
        posts, old_posts, changed_posts = self._side(self.world.posts, openings, self.maker.post)
        people = [self._dealing(each, old_posts) for each in people]
        before, self.world = (
            self.market,
            replace(self.world, persons=tuple(people), posts=tuple(posts)),
        )
        self.market = self._counted_as(before, self.world)
        return Change(before, self.market, old_people, old_posts, changed_people, changed_posts)

    def _counted_as(self, before: Market, world: World) -> Market:
        return replace(market_of(replace(world, counted=False)), statistics=before.statistics)

    def _side(self, rows: tuple, share: Share, make) -> tuple[list, NDArray, NDArray]:
        """The rows of the next day, the old row of each, and which have changed or are new."""
        stay = np.flatnonzero(self.chance.random(len(rows)) >= share.gone)
        old = list(stay)
        for _ in range(round(share.new * len(rows))):
            old.insert(self.maker.below(len(old) + 1), -1)
        old_rows = np.array(old, np.int64)
        changed = (old_rows < 0) | (self.chance.random(old_rows.size) < share.changed)
        made = [make() if other else rows[row] for row, other in zip(old, changed, strict=True)]
        return made, old_rows, np.flatnonzero(changed)

    def _dealing(self, person, old_posts: NDArray):
        """The openings that a person has dealt with, by their new rows."""
        new = {int(old): row for row, old in enumerate(old_posts) if old >= 0}
        return replace(person, excluded=frozenset(new[o] for o in person.excluded if o in new))
