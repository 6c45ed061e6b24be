"""A CV file of any readable kind → its text. The one door for bytes that strangers send."""

from dataclasses import dataclass

from talent.cv import limits
from talent.cv.cleaning import clean
from talent.cv.encoding import decode
from talent.cv.errors import (
    BrokenCvError,
    CvError,
    EmptyCvError,
    EncryptedCvError,
    LegacyWordCvError,
    TooLargeCvError,
    TooLongCvError,
    UnknownEncodingCvError,
    UnsupportedCvError,
    WronglyNamedCvError,
)
from talent.cv.kinds import LABELS, READABLE, Kind, extension_of, kind_of_content, kind_of_name
from talent.cv.pdf import read_pdf
from talent.cv.word import read_docx


@dataclass(frozen=True, slots=True)
class CvText:
    """The text of one CV file: cleaned, at most 200,000 characters; `pages` is 1 but for a PDF."""

    text: str
    format: Kind
    pages: int


def read_cv(data: bytes, filename: str) -> CvText:
    """Return the text of a CV file, whose kind is told from its content and checked with its name.

    A JSON Resume comes back as its source, for talent.cv.json_resume to read. Raise a CvError whose
    words say what to do: see talent.cv.errors for each.
    """
    _check_size(data)
    kind = _checked_kind(data, filename)
    text, pages = _extract(data, kind)
    text = clean(text)
    if not text:
        raise EmptyCvError
    if len(text) > limits.CHARACTERS:
        raise TooLongCvError(limit=limits.CHARACTERS)
    return CvText(text, kind, pages)


def _check_size(data: bytes) -> None:
    if not data:
        raise EmptyCvError
    if len(data) > limits.FILE_BYTES:
        size, limit = (number / limits.MEGABYTE for number in (len(data), limits.FILE_BYTES))
        raise TooLargeCvError(size=size, limit=limit)


def _checked_kind(data: bytes, filename: str) -> Kind:
    promised = kind_of_name(filename)
    found = _kind_of(data, promised)
    if found is Kind.ENCRYPTED_OFFICE:
        raise EncryptedCvError
    if found is Kind.UNKNOWN and promised in (Kind.PDF, Kind.DOCX):
        raise BrokenCvError(expected=LABELS[promised])
    if promised and found not in (promised, Kind.UNKNOWN):
        raise WronglyNamedCvError(extension=extension_of(filename), found=LABELS[found])
    if found is Kind.LEGACY_WORD:
        raise LegacyWordCvError
    if found not in READABLE:
        raise _refusal(promised, found)
    return found


def _refusal(promised: Kind | None, found: Kind) -> CvError:
    if found is Kind.UNKNOWN and promised in (Kind.TXT, Kind.JSON):
        return UnknownEncodingCvError()
    return UnsupportedCvError(found=LABELS[found])


def _kind_of(data: bytes, promised: Kind | None) -> Kind:
    kind = kind_of_content(data)
    if kind is not Kind.TXT:
        return kind
    try:
        text = decode(data).strip()
    except UnknownEncodingCvError:
        return Kind.UNKNOWN
    looks_like_json = text.startswith("{") and text.endswith("}")
    return Kind.JSON if looks_like_json or promised is Kind.JSON else Kind.TXT


def _extract(data: bytes, kind: Kind) -> tuple[str, int]:
    if kind is Kind.PDF:
        return read_pdf(data)
    if kind is Kind.DOCX:
        return read_docx(data), 1
    return decode(data), 1
