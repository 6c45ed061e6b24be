"""Finding the words of a vocabulary in free text, Chinese and English alike.

Aho and Corasick, "Efficient string matching" (1975), through pyahocorasick: all phrases are
looked for at once, in time linear in the text. Of overlapping finds the leftmost wins, and of
those the longest.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import ahocorasick

from parks.vocabulary.folding import FoldedText, fold, fold_term, is_word_character

Payload = TypeVar("Payload", bound=Hashable)

NEAR = 80
"""Characters between an ambiguous word and the find that makes its meaning clear, at most."""


@dataclass(frozen=True, slots=True)
class Term(Generic[Payload]):
    """One way to write something. Without a payload it is a false friend: found, but not told.

    `exact_case` is for words that mean something else in another case: "AI", "Excel", "ADaM" are
    then found only as written here, with a capital in front (of all words or of the first), or
    all in capitals.
    `needs_company` is for words with several meanings ("CRC", "R"): they count only near another
    term of the same `circle`.
    """

    payload: Payload | None
    text: str
    exact_case: bool = False
    circle: str = ""
    needs_company: bool = False


@dataclass(frozen=True, slots=True)
class Span(Generic[Payload]):
    """A find: text[start:end] of the original text is a way to write `payload`."""

    payload: Payload
    start: int
    end: int
    alias: str


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Payload]):
    term: Term[Payload]
    length: int
    accepted_forms: frozenset[str] | None

    def accepts(self, written: str) -> bool:
        if self.accepted_forms is None:
            return True
        return fold_term(written, keep_case=True) in self.accepted_forms


@dataclass(frozen=True, slots=True)
class _Find(Generic[Payload]):
    start: int
    end: int
    term: Term[Payload]


class Matcher(Generic[Payload]):
    """Finds the terms it was built from; it never changes afterwards, so threads may share it."""

    def __init__(self, terms: Iterable[Term[Payload]]) -> None:
        """Raise ValueError for a term that folds to nothing, or a phrase used in two ways."""
        self._automaton = ahocorasick.Automaton()
        for folded, phrase in _phrases(terms).items():
            self._automaton.add_word(folded, phrase)
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Span[Payload]]:
        """Return what the text names, in order, without overlaps.

        Offsets are those of `text` itself. Latin words count only as whole words, though a
        Chinese character next to one is no part of it.
        """
        finds = list(_leftmost(self._longest_by_start(text)))
        lonely = _without_company(finds)
        return [
            Span(find.term.payload, find.start, find.end, find.term.text)
            for find in finds
            if find.term.payload is not None and find.start not in lonely
        ]

    def _longest_by_start(self, text: str) -> dict[int, _Find[Payload]]:
        folded = fold(text)
        longest = {}
        for first, last, phrase in self._candidates(folded.text):
            start, end = folded.starts[first], folded.ends[last]
            if _stands_alone(folded, first, last) and phrase.accepts(text[start:end]):
                longest[start] = _Find(start, end, phrase.term)  # candidates grow: later is longer
        return longest

    def _candidates(self, folded: str) -> Iterator[tuple[int, int, _Phrase[Payload]]]:
        if not len(self._automaton):
            return
        for last, phrase in self._automaton.iter(folded):
            yield last + 1 - phrase.length, last, phrase


def _phrases(terms: Iterable[Term[Payload]]) -> dict[str, _Phrase[Payload]]:
    phrases: dict[str, _Phrase[Payload]] = {}
    for term in terms:
        folded = fold_term(term.text)
        if not folded:
            raise ValueError(f"the term {term.text!r} has nothing to look for")
        known = phrases.setdefault(folded, _Phrase(term, len(folded), _accepted_forms(term)))
        if replace(known.term, text=term.text) != term:
            raise ValueError(
                f"{term.text!r} and {known.term.text!r} are one phrase used in two ways"
            )
    return phrases


def _accepted_forms(term: Term[Payload]) -> frozenset[str] | None:
    if not term.exact_case:
        return None
    written = fold_term(term.text, keep_case=True)
    headline = " ".join(word[:1].upper() + word[1:] for word in written.split(" "))
    return frozenset({written, written[:1].upper() + written[1:], headline, written.upper()})


def _leftmost(longest: dict[int, _Find[Payload]]) -> Iterator[_Find[Payload]]:
    reached = 0
    for start, find in sorted(longest.items()):
        if start >= reached:
            reached = find.end
            yield find


def _without_company(finds: list[_Find[Payload]]) -> set[int]:
    """Return where those finds start that need company and have none on either side."""
    sure_until: dict[str, int] = {}
    waiting: dict[str, list[_Find[Payload]]] = {}
    lonely = set()
    for find in finds:
        circle = find.term.circle
        if not find.term.needs_company:
            sure_until[circle] = find.end
            early = waiting.pop(circle, [])
            lonely.update(other.start for other in early if find.start - other.end > NEAR)
        elif circle not in sure_until or find.start - sure_until[circle] > NEAR:
            waiting.setdefault(circle, []).append(find)
    return lonely.union(other.start for early in waiting.values() for other in early)


def _stands_alone(folded: FoldedText, first: int, last: int) -> bool:
    """Say whether the folded characters are no part of a longer word and cut no character."""
    text = folded.text
    goes_on_left = first > 0 and _joined(text[first - 1], text[first])
    goes_on_right = last + 1 < len(text) and _joined(text[last + 1], text[last])
    return not (goes_on_left or goes_on_right) and folded.cuts_no_character(first, last + 1)


def _joined(neighbour: str, edge: str) -> bool:
    """Say whether the neighbour makes the edge of a find part of a longer word or address."""
    return is_word_character(edge) and (neighbour == "@" or is_word_character(neighbour))
