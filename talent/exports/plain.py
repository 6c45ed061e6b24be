"""Words of people, made fit to be set in type: nothing invisible, nothing without a glyph."""

import re
import unicodedata

SOFT_BREAK = "\u200b"
LONGEST_RUN = 40
RUN = re.compile(rf"[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]{{{LONGEST_RUN + 1},}}")
FIRST_EMOJI = 0x1F000
DROPPED = ("Cc", "Cf", "Co", "Cs", "Cn")


def printable(words: str) -> str:
    """Return `words` without control signs, marks of direction, emoji and unpaired surrogates.

    Line ends stay. A run of more than forty signs without a space may be broken across lines.
    """
    kept = "".join(sign for sign in unicodedata.normalize("NFC", words) if _is_kept(sign))
    return RUN.sub(_with_breaks, kept)


def _is_kept(sign: str) -> bool:
    if sign == "\n":
        return True
    is_picture = ord(sign) >= FIRST_EMOJI and unicodedata.category(sign) in ("So", "Sk")
    is_selector = "\ufe00" <= sign <= "\ufe0f"
    return not (is_picture or is_selector or unicodedata.category(sign) in DROPPED)


def _with_breaks(run: re.Match[str]) -> str:
    words = run[0]
    pieces = (words[start : start + LONGEST_RUN] for start in range(0, len(words), LONGEST_RUN))
    return SOFT_BREAK.join(pieces)
