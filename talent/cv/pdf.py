"""PDF → text, read by PDFium in a child process with limits on its time and memory."""

import json
import subprocess
import sys
from pathlib import Path

from talent.cv import limits
from talent.cv.errors import (
    BrokenCvError,
    CvError,
    EncryptedCvError,
    ScannedCvError,
    TooCostlyCvError,
    TooLongCvError,
    TooManyPagesCvError,
)
from talent.cv.kinds import LABELS, Kind

CHILD = Path(__file__).with_name("pdf_child.py")


def read_pdf(data: bytes) -> tuple[str, int]:
    """Return the text of a PDF in the order it is drawn, and its number of pages.

    Raise BrokenCvError, EncryptedCvError, ScannedCvError, TooManyPagesCvError, TooLongCvError, or
    TooCostlyCvError when reading takes more than 20 seconds or 768 MB.
    """
    answer = _ask_child(data)
    if "problem" in answer:
        raise _error_of(answer)
    if not _has_text(answer["text"]):
        raise ScannedCvError
    return answer["text"], answer["pages"]


def _ask_child(data: bytes) -> dict:
    numbers = (limits.PAGES, limits.CHARACTERS, limits.PDF_SECONDS, limits.PDF_MEMORY_BYTES)
    command = [sys.executable, "-P", str(CHILD), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell, numbers as arguments
            command, input=data, capture_output=True, timeout=limits.PDF_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooCostlyCvError from error
    if done.returncode < 0:  # ended by a signal: over its limits, or PDFium crashed
        raise TooCostlyCvError
    done.check_returncode()
    return json.loads(done.stdout)


def _error_of(answer: dict) -> CvError:
    return {
        "broken": BrokenCvError(expected=LABELS[Kind.PDF]),
        "encrypted": EncryptedCvError(),
        "pages": TooManyPagesCvError(pages=answer["pages"], limit=limits.PAGES),
        "long": TooLongCvError(limit=limits.CHARACTERS),
        "costly": TooCostlyCvError(),
    }[answer["problem"]]


def _has_text(text: str) -> bool:
    """Fonts without a table of their characters give private-use codes: that is no text either."""
    visible = [character for character in text if not character.isspace()]
    legible = [one for one in visible if not ("\ue000" <= one <= "\uf8ff" or one < " ")]
    return len(legible) >= max(limits.SMALLEST_PDF_TEXT, len(visible) / 2)
