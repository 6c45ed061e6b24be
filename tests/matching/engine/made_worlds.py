"""Markets of any size from a seed, in which every special case is likely."""

from dataclasses import dataclass, replace

import numpy as np

from matching.engine import Importance
from tests.matching.engine.worlds import Person, Post, World

DAYS = (0, 50, 91, 92, 150, 276, 400)
PAYS = (0, 1, 70, 77, 80, 90, 99, 100, 3333)
EVERY_KIND = 8


@dataclass(frozen=True)
class Mood:
    """What a made market is like.

    `pickiness`: how often each gate is in play; `templates`: of how many different rows each side
    is made (few = many ties); `words`: terms in use; `related`: edges of the skill graph.
    """

    pickiness: float = 0.2
    templates: int = 1000
    skill_count: int = 30
    words: int = 20
    related: int = 30
    counted: bool = True


def made_world(people: int, openings: int, seed: int, mood: Mood | None = None) -> World:
    """A market of `people` graduates and `openings` openings, the same for the same seed."""
    maker = Maker(np.random.default_rng(seed), mood or Mood())
    return maker.world(people, openings)


class Maker:
    """Draws the rows of one market."""

    def __init__(self, chance: np.random.Generator, mood: Mood) -> None:
        self.chance, self.mood = chance, mood
        self.places, self.disciplines = self.tree(12), self.tree(12)

    def world(self, people: int, openings: int) -> World:
        persons = self._repeated(people, self.person)
        return World(
            tuple(self._dealing(person, openings) for person in persons),
            tuple(self._repeated(openings, self.post)),
            self.places,
            self.disciplines,
            self.mood.skill_count,
            tuple(self.edge() for _ in range(self.mood.related)),
            self.mood.counted,
        )

    def _repeated(self, count: int, make) -> list:
        templates = [make() for _ in range(min(self.mood.templates, count))]
        return [templates[self.below(len(templates))] for _ in range(count)]

    def _dealing(self, person: Person, openings: int) -> Person:
        """The same with a few openings already dealt with."""
        if not openings or not self.maybe(0.2):
            return person
        dealt_with = self.chance.integers(0, openings, self.below(4))
        return replace(person, excluded=frozenset(dealt_with.tolist()))

    def below(self, limit: int) -> int:
        return int(self.chance.integers(0, limit))

    def maybe(self, likely: float) -> bool:
        return bool(self.chance.random() < likely)

    def picky(self) -> bool:
        return self.maybe(self.mood.pickiness)

    def one_of(self, values):
        return values[self.below(len(values))]

    def tree(self, nodes: int) -> tuple[int, ...]:
        """Parents of a random forest in which a parent may come after its child."""
        label = self.chance.permutation(nodes)
        parents = np.full(nodes, -1)
        for node in range(1, nodes):
            if not self.maybe(0.2):
                parents[label[node]] = label[self.below(node)]
        return tuple(parents.tolist())

    def edge(self) -> tuple[int, int, int]:
        skills = self.mood.skill_count
        return self.below(skills), self.below(skills), 1 + self.below(3)

    def nodes(self, tree: tuple[int, ...], most: int) -> tuple[int, ...]:
        return tuple(self.chance.integers(0, len(tree), self.below(most + 1)).tolist())

    def words(self) -> tuple[tuple[int, int], ...]:
        terms = np.flatnonzero(self.chance.random(self.mood.words) < 0.4).tolist()
        return tuple((71 * term, self.one_of((1, 1, 2, 5, 255))) for term in terms)

    def claims(self) -> tuple[tuple[int, int, int], ...]:
        return tuple(
            (self.below(self.mood.skill_count), 1 + self.below(4), self.below(4))
            for _ in range(self.below(10))
        )

    def requirements(self) -> tuple[tuple[int, int, int], ...]:
        count = self.below(min(self.mood.skill_count, 9) + 1)
        skills = self.chance.choice(self.mood.skill_count, count, replace=False).tolist()
        importances = list(Importance)
        return tuple((skill, 1 + self.below(4), self.one_of(importances)) for skill in skills)

    def certificates(self) -> tuple[int, ...]:
        if not self.picky():
            return ()
        drawn = self.chance.integers(0, self.mood.skill_count, self.below(4))
        return tuple(sorted(set(drawn.tolist())))

    def kinds(self) -> tuple[int, ...]:
        if not self.picky():
            return tuple(self.chance.permutation(EVERY_KIND).tolist())
        return tuple(self.chance.integers(0, EVERY_KIND, self.below(4)).tolist())

    def person(self) -> Person:
        return Person(
            kinds=self.kinds(),
            places=self.nodes(self.places, 5),
            anywhere=not self.picky(),
            degree=None if self.picky() else self.below(6),
            discipline=None if self.picky() else self.below(len(self.disciplines)),
            available_from=None if self.picky() else self.one_of(DAYS),
            channel=self.one_of((None, 0, 1)),
            pay=self.one_of((None, *PAYS)),
            skills=self.claims(),
            words=self.words(),
            matchable=not self.maybe(self.mood.pickiness / 4),
            shown=not self.maybe(self.mood.pickiness / 2),
        )

    def post(self) -> Post:
        return Post(
            kind=self.below(EVERY_KIND),
            place=None if self.maybe(self.mood.pickiness / 2) else self.below(len(self.places)),
            degree=self.below(6) if self.picky() else self.below(2),
            disciplines=self.nodes(self.disciplines, 4) if self.picky() else (),
            latest_start=self.one_of(DAYS) if self.picky() else None,
            channel=self.one_of((None, 0, 1)),
            pay=self.one_of((None, *PAYS)),
            certificates=self.certificates(),
            requirements=self.requirements(),
            words=self.words(),
            headcount=1 + self.below(5),
        )
