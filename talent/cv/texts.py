"""Plain text about a person → what it says; no file and no headings are needed."""

from talent.cv import limits
from talent.cv.cleaning import clean
from talent.cv.errors import TooLongCvError
from talent.cv.fields import read_fields
from talent.cv.values import CvFields, Matcher


def read_text(
    text: str, *, skills: Matcher, disciplines: Matcher, regions: Matcher | None = None
) -> CvFields:
    """Return what `text` says of its writer, in Chinese or English; nothing for an empty text.

    It shares with talent.cv.documents.read_document all but the reading of a file: the text is
    cleaned as that of a file is, then both go through talent.cv.fields.read_fields, so a CV sent
    as file and pasted as text says the same. Spans point into `CvFields.text`, the cleaned text.
    Without `regions` no places are read. Raise TooLongCvError for more than 200,000 characters.
    """
    if len(text) > limits.CHARACTERS:
        raise TooLongCvError(limit=limits.CHARACTERS)
    return read_fields(clean(text), skills=skills, disciplines=disciplines, regions=regions)
