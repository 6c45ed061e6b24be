"""Bytes of a text file → str, in an order that gives the same answer every time.

Byte-order mark, then strict UTF-8, then UTF-16 without a mark, then GB18030 if what it gives is
ordinary Chinese, then Windows-1252 if what it gives is ordinary Western text. Statistical guessing
was left out: on a short CV it answers differently from one line to the next.
"""

import codecs

from talent.cv.errors import UnknownEncodingCvError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ORDINARY_CONTROLS = "\t\n\r\f\v"


def decode(data: bytes) -> str:
    """Return the text of `data`; raise UnknownEncodingCvError if no encoding gives one."""
    for name in _candidates(data):
        text = _decode_strictly(data, name)
        if text is not None and _is_plausible(text, name):
            return text
    raise UnknownEncodingCvError


def _candidates(data: bytes) -> list[str]:
    for mark, name in MARKS:
        if data.startswith(mark):
            return [name]
    if b"\x00" in data:
        return [_utf_16_of(data)]
    return ["utf-8", "gb18030", "cp1252"]


def _utf_16_of(data: bytes) -> str:
    """Western letters carry their zero byte second in little-endian order, first in big-endian."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _decode_strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str, name: str) -> bool:
    if any(character < " " and character not in ORDINARY_CONTROLS for character in text):
        return False
    special = [character for character in text if character > "\x7f"]
    if name == "gb18030":
        return _share(special, _is_common_chinese) >= 0.9
    if name == "cp1252":
        return len(special) <= len(text) / 5
    return "\ufffe" not in text


def _share(characters: list[str], is_counted) -> float:
    return sum(map(is_counted, characters)) / max(len(characters), 1)


def _is_common_chinese(character: str) -> bool:
    """GB 2312 holds the everyday characters; bytes of another encoding mostly fall outside it."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
