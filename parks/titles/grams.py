"""The pieces by which titles and names of occupations are compared."""

import re
from itertools import pairwise

LONGEST = 3
"""Characters of the longest piece of Chinese: its words have two mostly, trades up to three."""
PIECE = 4
RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9][a-z0-9+#]*")
ENDINGS = re.compile(r"(?<=[a-z]{2}[^s])s$")
LITTLE_WORDS = frozenset(
    ("a", "an", "and", "at", "for", "from", "in", "of", "on", "or", "the", "to")
)


def words_of(text: str) -> list[str]:
    """Return the Latin words of a folded text in their singular, without the little ones."""
    runs = (ENDINGS.sub("", run) for run in RUN.findall(text) if run[0] < "\u4e00")
    return [word for word in runs if word not in LITTLE_WORDS]


def grams_of(text: str) -> list[str]:
    """Return the pieces of a folded text: one to three Chinese characters; Latin words, two
    neighbouring words, and pieces of four letters ("~proc") of words longer than that.
    """
    words = words_of(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    chinese = [gram for run in RUN.findall(text) if run[0] >= "\u4e00" for gram in _chinese(run)]
    return [*chinese, *words, *pairs, *(piece for word in words for piece in _pieces(word))]


def weight_of(gram: str) -> float:
    """Return what a gram counts before its rarity: longer ones say more, square root of length."""
    if gram[0] >= "\u4e00":
        return len(gram) ** 0.5
    return 0.5 if gram[0] == "~" else 1.5


def _chinese(run: str) -> list[str]:
    return [
        run[start : start + size]
        for size in range(1, LONGEST + 1)
        for start in range(len(run) - size + 1)
    ]


def _pieces(word: str) -> list[str]:
    if len(word) <= PIECE:
        return []
    return [f"~{word[start : start + PIECE]}" for start in range(len(word) - PIECE + 1)]
