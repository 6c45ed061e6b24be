"""Names of uploaded files, as they are kept and sent back."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

LONGEST_NAME = 200
LONGEST_SUFFIX = 20


def safe_name(filename: str) -> str:
    """Return the last part of a path in any system's style, fit to be shown and sent as a name."""
    last = PureWindowsPath(PurePosixPath(filename).name).name
    plain = unicodedata.normalize("NFC", last.encode("utf-8", "replace").decode())
    name = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C").strip() or "file"
    suffix = PurePosixPath(name).suffix[:LONGEST_SUFFIX]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(suffix)] + suffix


def named_as(filename: str, suffix: str) -> str:
    """Return a safe name that ends as the content asks: an invoice.html that is a PDF is a .pdf."""
    stem = PurePosixPath(safe_name(filename)).stem
    return stem[: LONGEST_NAME - len(suffix)] + suffix
