"""Files that show who an organisation is: told by their content, never by their name."""

import hashlib
from typing import NamedTuple

from django.utils.translation import gettext as _

from parks.filenames import named_as

MEGABYTE = 1024 * 1024
LONGEST_FILE = 10 * MEGABYTE


class EvidenceError(Exception):
    """This file cannot be kept as evidence; says why."""


class Kind(NamedTuple):
    """A kind of file: what it begins with, and a mark that is missing where it was cut off."""

    content_type: str
    suffix: str
    head: bytes
    end: bytes


KINDS = (
    Kind("application/pdf", ".pdf", b"%PDF-", b"%%EOF"),
    Kind("image/png", ".png", b"\x89PNG\r\n\x1a\n", b"IEND"),
    Kind("image/jpeg", ".jpg", b"\xff\xd8\xff", b"\xff\xd9"),
)


class EvidenceFile(NamedTuple):
    """A file that may be kept: its name ends as its content asks."""

    data: bytes
    filename: str
    content_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_evidence(data: bytes, filename: str) -> EvidenceFile:
    """Return the file as it may be kept; raise EvidenceError unless it is a whole PDF, PNG or JPEG.

    A PDF must begin as one in its first byte: a file that is a web page as well is refused.
    """
    check_size(len(data))
    kind = next((kind for kind in KINDS if data.startswith(kind.head)), None)
    if kind is None:
        raise EvidenceError(_("This file is neither a PDF nor a PNG or JPEG picture."))
    if kind.end not in data:
        raise EvidenceError(_("This file is cut off. Save or scan it again, then upload it."))
    return EvidenceFile(data, named_as(filename, kind.suffix), kind.content_type)


def check_size(size: int) -> None:
    """Raise EvidenceError for a file of so many bytes, if it has none or too many."""
    if not size:
        raise EvidenceError(_("This file is empty."))
    if size > LONGEST_FILE:
        raise EvidenceError(_("This file is larger than 10 MB. Scan it in a lower resolution."))
