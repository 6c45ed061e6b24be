"""Words of a person, recognised with the loaded vocabulary."""

from parks.choices.taxonomy import VocabularyKind
from parks.loading import load_matcher, load_term_matcher
from parks.models import Skill
from talent.actions.profiles import Claim
from talent.cv.documents import read_document
from talent.cv.values import CvFields
from talent.models import Document


def recognise_claims(text: str) -> list[Claim]:
    """Return a claim, without a level, for each skill of the vocabulary that the text names."""
    spans = {span.payload: span for span in load_matcher().find(text)}
    skills = Skill.objects.in_bulk(spans)
    return [Claim(skills[pk], evidence=text[s.start : s.end]) for pk, s in sorted(spans.items())]


def read_kept_cv(document: Document) -> CvFields:
    """Read a kept CV file; raise CvError, in words for the page, when that fails."""
    with document.file.open() as file:
        data = file.read()
    return read_cv_bytes(data, document.filename)


def read_cv_bytes(data: bytes, filename: str) -> CvFields:
    """Read the bytes of a CV; raise CvError, in words for the page, when that fails."""
    disciplines = load_term_matcher(VocabularyKind.DISCIPLINE)
    return read_document(data, filename, skills=load_matcher(), disciplines=disciplines)
