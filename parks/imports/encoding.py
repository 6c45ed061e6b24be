"""Which encoding a text file is written in: told from its bytes, never from statistics alone.

A byte order mark decides; then strict UTF-8; then UTF-8 with a few broken bytes, whose cells are
refused one by one; then GB18030, if what it gives is everyday Chinese.
"""

import codecs
import re

from django.utils.translation import gettext as _

from .errors import ImportFileError

UTF_8 = "utf-8-sig"
GB18030 = "gb18030"
MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ASCII = re.compile(r"[\x00-\x7f]+")
BROKEN = re.compile(r"[\udc80-\udcff]")
"""What Python's `surrogateescape` makes of bytes that are not UTF-8."""


def encoding_of(data: bytes) -> str:
    """Return the codec for `data`; raise ImportFileError for a file that is no text we know."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _checked(data, name)
    special, broken = _special_characters(data)
    if broken * 10 <= special:
        return UTF_8
    return _checked(data, GB18030)


def _special_characters(data: bytes) -> tuple[int, int]:
    """Count the characters beyond ASCII that UTF-8 gives, and the broken bytes among them."""
    special = ASCII.sub("", data.decode("utf-8", "surrogateescape"))
    return len(special), len(special) - len(BROKEN.sub("", special))


def _checked(data: bytes, name: str) -> str:
    errors = "surrogateescape" if name == UTF_8 else "strict"
    try:
        text = data.decode(name, errors)
    except UnicodeDecodeError as error:
        raise _unknown() from error
    if name == GB18030 and not _is_everyday_chinese(text):
        raise _unknown()
    return name


def _is_everyday_chinese(text: str) -> bool:
    """GB 2312 holds the everyday characters; other encodings read as GB18030 fall outside it."""
    special = ASCII.sub("", text)
    known = special.encode("gb2312", "ignore").decode("gb2312")
    return len(known) * 10 >= len(special) * 9


def _unknown() -> ImportFileError:
    return ImportFileError(
        _("The characters of this file cannot be made out: save it as CSV UTF-8 or as XLSX.")
    )
