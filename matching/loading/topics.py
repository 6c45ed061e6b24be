"""What a text is about, by the vocabulary: the same numbers for 细胞培养 and for cell culture."""

import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from matching.loading.vocabulary import VocabularyIndex, load_vocabulary_index
from matching.loading.words import QUARTERS, TERM_BITS
from parks.loading import load_matcher, vocabulary_state
from parks.vocabulary.matcher import Matcher

Related = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Topics:
    """The matcher of skills and, by their ids, their terms and the terms close to them.

    `state` names the vocabulary they are made from; `near_asked`: of a skill asked for, those
    that give part of it; `near_held`: of a skill held, those it gives part of; each with how many
    quarters.
    """

    state: str
    matcher: Matcher[int]
    terms: dict[int, int]
    near_asked: Related
    near_held: Related

    def in_text(self, text: str, *, asked: bool) -> Counter[int]:
        """Return the topics of an opening's text (`asked`) or a person's, each in quarters.

        A topic named n times counts 4 n, one that is close to it in k quarters n k, the most of
        all ways.
        """
        named = Counter(span.payload for span in self.matcher.find(text))
        found: Counter[int] = Counter()
        near = self.near_asked if asked else self.near_held
        for skill, times in named.items():
            for other, quarters in [(skill, QUARTERS), *near.get(skill, ())]:
                term = self.terms[other]
                found[term] = max(found[term], times * quarters)
        return found

    @classmethod
    def of(cls, state: str, matcher: Matcher[int], index: VocabularyIndex) -> Self:
        ids = [skill.pk for skill in index.labelled]
        related = index.vocabulary.related
        edges = zip(related.owners(), related.asked, related.quarters, strict=True)
        near_asked: Related = {}
        near_held: Related = {}
        for held, asked, quarters in edges:
            near_asked.setdefault(ids[asked], []).append((ids[held], int(quarters)))
            near_held.setdefault(ids[held], []).append((ids[asked], int(quarters)))
        terms = {skill.pk: _term(skill.code) for skill in index.labelled}
        return cls(state, matcher, terms, near_asked, near_held)


def load_topics() -> Topics:
    """Return the topics of the loaded vocabulary; made once per process and state of its tables."""
    state, index = vocabulary_state(), load_vocabulary_index()
    made = _topics if state else _topics.__wrapped__  # without an edition nothing tells a change
    return made(f"{state} {_digest(index)}")


@lru_cache(maxsize=2)
def _topics(state: str) -> Topics:
    return Topics.of(state, load_matcher(), load_vocabulary_index())


def _digest(index: VocabularyIndex) -> int:
    """A number that differs when skills or their relations do."""
    related = index.vocabulary.related
    columns = (related.offsets, related.asked, related.quarters)
    return zlib.crc32(b"".join(np.ascontiguousarray(column).tobytes() for column in columns))


def _term(code: str) -> int:
    """The term of a topic: odd, where those of words are even."""
    return zlib.crc32(code.encode()) & TERM_BITS | 1
