"""Ragged columns of the engine from plain Python rows."""

from collections.abc import Iterable

from matching import engine
from matching.loading.texts import unpack_texts
from matching.loading.topics import load_topics
from matching.loading.words import pack_terms


def texts_of(texts: Iterable[str], *, asked: bool) -> engine.Texts:
    """The terms of each text, as a run has them of openings (`asked`) and of profiles."""
    topics = load_topics()
    packed = [pack_terms(text, topics.in_text(text, asked=asked)) for text in texts]
    return unpack_texts([one.terms for one in packed], [one.counts for one in packed])


def lists_of(rows: Iterable[Iterable[int]]) -> engine.Lists:
    return engine.Lists.of(((value,) for value in row) for row in rows)
