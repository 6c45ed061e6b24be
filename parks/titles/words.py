"""Words that titles use for what the classification calls otherwise: 老师 is a 教师 there."""

import csv
from collections.abc import Mapping
from pathlib import Path

from parks.titles.grams import words_of

FILE = Path(__file__).with_name("words.csv")


class Words:
    """Says what else the words of a folded phrase are called."""

    def __init__(self, meanings: Mapping[str, tuple[str, ...]]) -> None:
        self._meanings = {_bounded(word): means for word, means in meanings.items()}

    def meanings_in(self, phrase: str) -> list[str]:
        """Return the other words, each once, in the order of the table.

        Chinese words are found anywhere in the phrase, Latin ones as whole words.
        """
        places = f"{phrase}\n {' '.join(words_of(phrase))} "
        found = (means for word, means in self._meanings.items() if word in places)
        return list(dict.fromkeys(meaning for means in found for meaning in means))


NO_WORDS = Words({})


def read_words() -> Words:
    """Return the words of the table beside this file."""
    with FILE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, strict=True)
        return Words({row["word"]: tuple(row["means"].split("|")) for row in rows})


def _bounded(word: str) -> str:
    return word if word[0] >= "\u4e00" else f" {' '.join(words_of(word))} "
