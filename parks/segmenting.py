"""Text cut into the words that a search compares, Chinese and English alike.

Chinese is cut by rjieba, which knows words inside words (单克隆抗体 holds 抗体). Names are short
and full of words that no dictionary has, so every two neighbouring characters of a name count too.
English words are compared in the singular and not by their stems: those of Porter make one word
of "operations" and "operator", of "engine" and "engineer", which are different things to look for.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import rjieba

LONGEST_WORD = 64
SHORTEST_PLURAL = 4

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
LETTER = r"a-z0-9à-öø-ÿα-ω"
RUN = re.compile(rf"[{HAN}]+|[{LETTER}]+(?:-[{LETTER}]+)*(?:\+\+|#)?")
DIGIT = re.compile(r"[0-9]")


def runs_of(text: str) -> list[str]:
    """Return the stretches of Chinese and the single Latin words of a text, folded, in order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return RUN.findall(folded)


def is_han(run: str) -> bool:
    return run[0] >= "\u3400"


def words_in(text: str) -> list[str]:
    """Return every word under which a text is found, each once, in reading order.

    "IL-6" is found as il6, il and 6; "high-throughput" as its parts and in one piece.
    """
    return _each_once(_words_of_runs(text))


def words_in_name(text: str) -> list[str]:
    """Return the words of a name, and every two neighbouring Chinese characters of it."""
    pairs = [pair for run in runs_of(text) if is_han(run) for pair in pairs_of(run)]
    return _each_once([*_words_of_runs(text), *pairs])


def pairs_of(run: str) -> list[str]:
    return [first + second for first, second in pairwise(run)]


def ways_to_ask(run: str) -> list[list[str]]:
    """Return the ways in which a run may be looked for; of one way every word must be there.

    Chinese may be cut otherwise inside a longer text, so its pairs of characters are a second way.
    """
    if is_han(run):
        ways = [rjieba.cut(run), pairs_of(run)]
        return [way for number, way in enumerate(ways) if way and way not in ways[:number]]
    parts = run.split("-")
    if len(parts) > 1 and DIGIT.search(run):
        parts = ["".join(parts)]
    return [[_plain(part) for part in parts]]


def singular(word: str) -> str:
    """Take the plural off an English word: the S stemmer of Harman (1991), and -ches, -sses, -xes.

    Both sides of a comparison are folded alike, so it does no harm that "analysis" loses its s.
    """
    if len(word) < SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word if word.endswith(("us", "ss")) else word[:-1]


def _words_of_runs(text: str) -> Iterator[str]:
    for run in runs_of(text):
        if is_han(run):
            yield from (word[:LONGEST_WORD] for word in rjieba.cut_for_search(run))
        else:
            yield from _latin_words(run)


def _latin_words(run: str) -> Iterator[str]:
    parts = run.split("-")
    if len(parts) > 1:
        yield _plain("".join(parts))
    yield from (_plain(part) for part in parts)


def _plain(word: str) -> str:
    return (word if DIGIT.search(word) else singular(word))[:LONGEST_WORD]


def _each_once(words: Iterator[str] | list[str]) -> list[str]:
    return list(dict.fromkeys(words))
