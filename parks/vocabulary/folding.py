"""Folding: text in the plain form in which vocabulary is compared, with the way back.

Compatibility forms (full-width letters, ligatures, the radicals that PDF files use for Chinese
characters) become ordinary ones, case is folded, invisible characters vanish, and every way to
join two words (space, hyphen, slash, the end of a line) becomes one space. Offsets into the
original text are kept for every folded character.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

BREAK = "\n"
"""Stands between words that no phrase may span: a blank line, a dash, a bullet."""

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_HYPHENS = "\\-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SLASHES = "/\uff0f"
_DASHES = "\u2014\u2015"
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff™℠®©"
_LINE_ENDS = "\n\v\f\x1c-\x1e\x85\u2028\u2029"
_PIECE = re.compile(
    rf"(?P<plain>[A-Za-z0-9]+(?![{_MARKS}]))"
    rf"|(?P<gap>[\s{_HYPHENS}{_SLASHES}{_DASHES}][\s{_HYPHENS}{_SLASHES}{_DASHES}{_UNSEEN}]*)"
    rf"|(?P<cluster>.[{_MARKS}]{{0,30}})",  # 30: the stream-safe limit of UAX #15
    re.DOTALL,
)
_LINE_END = re.compile(rf"\r\n?|[{_LINE_ENDS}]")
_UNSEEN_SIGN = re.compile(f"[{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Folded text and, for each of its characters, where its source starts and ends."""

    text: str
    starts: list[int]
    ends: list[int]

    def cuts_no_character(self, start: int, end: int) -> bool:
        """Say whether folded[start:end] covers whole characters of the original."""
        opens = start == 0 or self.starts[start - 1] != self.starts[start]
        closes = end == len(self.text) or self.starts[end] != self.starts[end - 1]
        return opens and closes


@dataclass(slots=True)
class _Folding:
    fold_case: Callable[[str], str]
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    last: str = ""

    def add_plain(self, letters: str, start: int) -> None:
        """Add ASCII letters and digits, which fold one to one."""
        end = start + len(letters)
        self.parts.append(self.fold_case(letters))
        self.last = letters[-1]
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def add_unit(self, folded: str, start: int, end: int) -> None:
        """Add what one source unit (a character with its marks, a gap) became."""
        self.parts.append(folded)
        self.last = folded[-1:] or self.last
        self.starts.extend([start] * len(folded))
        self.ends.extend([end] * len(folded))


def is_unspaced(character: str) -> bool:
    """Say whether the character belongs to a script written without spaces (Chinese, kana)."""
    return character >= "\u3005" and (
        "\u4e00" <= character <= "\u9fff"
        or character <= "\u3007"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_word_character(character: str) -> bool:
    """Say whether the character would continue a Latin (or other spaced) word."""
    if character.isalnum() or character == "_":
        return not is_unspaced(character)
    return unicodedata.category(character).startswith("M")


def fold(text: str, *, keep_case: bool = False) -> FoldedText:
    """Fold text of any language, in time linear in its length; never raises."""
    folding = _Folding(str if keep_case else str.casefold)
    for piece in _PIECE.finditer(text):
        start, end, source = piece.start(), piece.end(), piece.group()
        if piece.lastgroup == "plain":
            folding.add_plain(source, start)
        elif piece.lastgroup == "gap":
            after = unicodedata.normalize("NFKC", text[end : end + 1])[:1]
            folding.add_unit(_fold_gap(source, folding.last, after), start, end)
        else:
            folding.add_unit(_fold_cluster(source, folding.fold_case), start, end)
    return FoldedText("".join(folding.parts), folding.starts, folding.ends)


def fold_term(text: str, *, keep_case: bool = False) -> str:
    """Fold a term by itself, as it is compared: without offsets and outer gaps."""
    return fold(text, keep_case=keep_case).text.strip()


def _fold_cluster(source: str, fold_case: Callable[[str], str]) -> str:
    if _UNSEEN_SIGN.match(source) or unicodedata.category(source[0]) == "Cf":
        return ""
    folded = fold_case(unicodedata.normalize("NFKC", source))
    return unicodedata.normalize("NFKC", folded)  # ß with a mark: folding case takes it apart


def _fold_gap(gap: str, before: str, after: str) -> str:
    """Say what a run of spaces, hyphens and slashes stands for between two characters."""
    gap = _UNSEEN_SIGN.sub("", gap)
    line_ends = len(_LINE_END.findall(gap))
    joiners = "".join(gap.split())
    if line_ends > 1 or len(joiners) > 1 or (joiners and joiners in _DASHES):
        return BREAK
    if joiners:
        is_bullet = joiners not in _SLASHES and gap[0].isspace()
        return BREAK if is_bullet else " "
    return _fold_space(gap, is_unspaced(before or " "), is_unspaced(after or " "), line_ends)


def _fold_space(gap: str, after_chinese: bool, before_chinese: bool, line_ends: int) -> str:
    if after_chinese and before_chinese:
        wrapped_line = line_ends == 1 and "\u3000" not in gap
        return "" if wrapped_line else BREAK
    return "" if after_chinese or before_chinese else " "
