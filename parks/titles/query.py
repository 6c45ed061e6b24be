"""From the phrases of a title to the grams that are looked up, with what each counts."""

from collections.abc import Iterable

from parks.titles.grams import grams_of
from parks.titles.reading import Phrase
from parks.titles.words import Words

MEANING = 0.4
"""What another word for one in the title counts beside that one itself."""


def weigh_grams(phrases: Iterable[Phrase], words: Words) -> dict[str, float]:
    """Return the grams of phrases and of other words for its words, each with its best weight."""
    weights: dict[str, float] = {}
    for phrase, weight in phrases:
        _add(weights, phrase, weight)
        for meaning in words.meanings_in(phrase):
            _add(weights, meaning, weight * MEANING)
    return weights


def _add(weights: dict[str, float], text: str, weight: float) -> None:
    for gram in grams_of(text):
        weights[gram] = max(weight, weights.get(gram, 0.0))
