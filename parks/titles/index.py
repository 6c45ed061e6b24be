"""Ranking occupations for a title."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from parks.titles.counting import Numbers
from parks.titles.heads import read_heads
from parks.titles.likeness import Entry, Likeness
from parks.titles.query import weigh_grams
from parks.titles.reading import HEAD, Phrase, fold_title, read_title
from parks.titles.words import NO_WORDS, read_words

SAME_NAME, SAME_GROUP = 0.4, 0.1
"""What bearing the title as a name adds, and being of the group that the headword points at."""


LEAST_KNOWN = 0.1
"""A title of strange words scores low but is ranked, by other words for them or by texts."""


class Candidate(NamedTuple):
    """`score`: 0 for nothing in common, above 1 for an occupation that the title names."""

    code: str
    score: float


class TitleIndex:
    """Ranks a vocabulary of occupations; it never changes, so threads may share it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Raise ValueError for no entries, two with one code, or one without a name."""
        ordered = sorted(entries)
        self.codes = [entry.code for entry in ordered]
        if not ordered or len({*self.codes}) < len(ordered) or not all(e.names for e in ordered):
            raise ValueError("occupations are needed, each with a name and a code of its own")
        self._words, self._heads = read_words(), read_heads()
        self._likeness = Likeness(ordered)
        self._bearers: dict[str, list[int]] = defaultdict(list)
        self._known_members: dict[str, Numbers] = {}
        for row, entry in enumerate(ordered):
            for name in {fold_title(name) for name in entry.names}:
                self._bearers[name].append(row)

    def rank(self, title: str, most: int | None = None) -> list[Candidate]:
        """Return all occupations or the first `most`, the likeliest first, equal ones by code."""
        scores = self.scores(title)
        order = np.argsort(-scores, kind="stable")[:most]
        return [Candidate(self.codes[row], float(scores[row])) for row in order]

    def scores(self, title: str) -> Numbers:
        """Return what the title has in common with each occupation, in the order of `codes`."""
        phrases = read_title(title)
        likeness = self._likeness.to_all(weigh_grams(phrases, self._words))
        bonus = SAME_NAME * self._named(phrases) + SAME_GROUP * self._grouped(phrases)
        share_known = self._likeness.share_known(weigh_grams(phrases, NO_WORDS))
        return (likeness + (likeness > 0) * bonus) * max(share_known, LEAST_KNOWN)

    def _named(self, phrases: Sequence[Phrase]) -> Numbers:
        named = np.zeros(len(self.codes))
        for phrase in phrases:
            rows = self._bearers.get(phrase.text, [])
            named[rows] = np.maximum(named[rows], phrase.weight)
        return named

    def _grouped(self, phrases: Sequence[Phrase]) -> Numbers:
        heads = [phrase.text for phrase in phrases if phrase.weight == HEAD]
        groups = {group for head in heads for group in self._heads.groups_of(head)}
        return sum((self._members(group) for group in groups), np.zeros(len(self.codes))) > 0

    def _members(self, group: str) -> Numbers:
        """Return 1 for the codes of the group and those below it, 0 for others."""
        if group not in self._known_members:
            inside = [f"{code}-".startswith(f"{group}-") for code in self.codes]
            self._known_members[group] = np.array(inside, dtype=np.float64)
        return self._known_members[group]
