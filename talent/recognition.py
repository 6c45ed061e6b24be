"""Words of a person, recognised with the loaded vocabulary."""

from parks.choices.taxonomy import VocabularyKind
from parks.choices.work import SkillLevel
from parks.loading import load_matcher, load_term_matcher
from parks.models import Skill
from talent.actions.profiles import Claim
from talent.cv.documents import read_document
from talent.cv.texts import read_text
from talent.cv.values import CvFields
from talent.models import Document


def recognise_claims(text: str) -> list[Claim]:
    """Return a claim for each skill that the text claims, at the level it is best founded on.

    What is denied, wished for or told of somebody else is left out. Each claim quotes its words.
    """
    fields = read_person_text(text)
    skills = Skill.objects.in_bulk([claim.payload.value for claim in fields.skills])
    return [
        Claim(
            skills[claim.payload.value],
            SkillLevel(claim.level) if claim.level else None,
            fields.text[claim.payload.start : claim.payload.end],
        )
        for claim in sorted(fields.skills, key=lambda claim: claim.payload.value)
    ]


def read_person_text(text: str) -> CvFields:
    """Read plain text about a person, without a file; raise TooLongCvError for 200,000 and more."""
    return read_text(text, **_vocabularies())


def read_kept_cv(document: Document) -> CvFields:
    """Read a kept CV file; raise CvError, in words for the page, when that fails."""
    with document.file.open() as file:
        data = file.read()
    return read_cv_bytes(data, document.filename)


def read_cv_bytes(data: bytes, filename: str) -> CvFields:
    """Read the bytes of a CV; raise CvError, in words for the page, when that fails."""
    return read_document(data, filename, **_vocabularies())


def _vocabularies() -> dict:
    return {
        "skills": load_matcher(),
        "disciplines": load_term_matcher(VocabularyKind.DISCIPLINE),
        "regions": load_term_matcher(VocabularyKind.REGION),
    }
