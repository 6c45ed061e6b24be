"""Ragged columns of the engine from plain Python rows."""

from collections.abc import Iterable

from matching import engine
from matching.loading.texts import unpack_texts
from matching.loading.words import pack_terms


def texts_of(texts: Iterable[str]) -> engine.Texts:
    """The terms of each text, cut as a run cuts the texts of profiles and openings."""
    packed = [pack_terms(text) for text in texts]
    return unpack_texts([one.terms for one in packed], [one.counts for one in packed])


def lists_of(rows: Iterable[Iterable[int]]) -> engine.Lists:
    return engine.Lists.of(((value,) for value in row) for row in rows)
