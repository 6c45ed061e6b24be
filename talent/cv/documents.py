"""A CV file → what it says: reading the file and finding the fields in one step."""

from talent.cv.fields import read_fields
from talent.cv.files import CvText, read_cv
from talent.cv.json_resume import read_resume
from talent.cv.kinds import Kind
from talent.cv.values import CvFields, Matcher


def read_document(
    data: bytes,
    filename: str,
    *,
    skills: Matcher,
    disciplines: Matcher,
    regions: Matcher | None = None,
) -> CvFields:
    """Return what the CV in `data` says, whatever its kind; raise CvError as read_cv does.

    Without `regions` no places are read.
    """
    return read_fields_of(
        read_cv(data, filename), skills=skills, disciplines=disciplines, regions=regions
    )


def read_fields_of(
    cv: CvText, *, skills: Matcher, disciplines: Matcher, regions: Matcher | None = None
) -> CvFields:
    """Return what the text of a CV says; raise InvalidResumeError for a wrong JSON Resume."""
    read = read_resume if cv.format is Kind.JSON else read_fields
    return read(cv.text, skills=skills, disciplines=disciplines, regions=regions)
