"""Words of a person, recognised with the loaded vocabulary."""

from dataclasses import replace

from parks.choices.taxonomy import VocabularyKind
from parks.choices.work import SkillLevel
from parks.loading import load_matcher, load_term_matcher
from parks.models import Skill, SkillAlias
from parks.vocabulary.folding import fold_term
from talent.actions.profiles import Claim
from talent.cv.documents import read_document, read_fields_of
from talent.cv.files import CvText
from talent.cv.own_file import stated_level
from talent.cv.texts import read_text
from talent.cv.values import CvFields, CvSkill, Found
from talent.models import Document

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "vi": "Vietnamese",
    "zh": "Mandarin Chinese",
}
"""ISO 639-1 codes of the CV reader → names of languages in the vocabulary."""


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
    return with_named_skills(read_document(data, filename, **_vocabularies()))


def read_cv_text(cv: CvText) -> CvFields:
    """Read the text of a CV file; raise CvError for a JSON Resume of another shape."""
    return with_named_skills(read_fields_of(cv, **_vocabularies()))


def with_named_skills(fields: CvFields) -> CvFields:
    """Add the skills that are named as items, and the languages, to those claimed in prose.

    A level that an item states outdoes one that was read between the lines. A file of this portal
    names all skills of its person, so there the prose adds none.
    """
    spoken = [
        (LANGUAGES[one.code.value], one.code, stated_level(one.level.value) if one.level else None)
        for one in fields.languages
        if one.code.value in LANGUAGES
    ]
    items = [(one.name.value, one.name, one.level) for one in fields.named_skills] + spoken
    known = _skills_named([name for name, _span, _level in items])
    best = {} if fields.own else {skill.payload.value: skill for skill in fields.skills}
    for name, span, level in items:
        skill = known.get(fold_term(name))
        if skill and (skill not in best or level):
            best[skill] = CvSkill(Found(skill, span.start, span.end), level)
    return replace(fields, skills=tuple(best.values()))


def _skills_named(names: list[str]) -> dict[str, int]:
    """Return the ids of the skills whose alias, in either language, is one of `names`."""
    folded = {fold_term(name) for name in names}
    rows = SkillAlias.objects.filter(folded__in=folded) if folded else SkillAlias.objects.none()
    return dict(rows.order_by("-language", "pk").values_list("folded", "skill"))


def unknown_certificates(fields: CvFields) -> list[str]:
    """Return the certificates of a CV that no word of the vocabulary stands for."""
    inside = [(skill.payload.start, skill.payload.end) for skill in fields.skills]
    return [
        one.value
        for one in fields.certificates
        if not any(start < one.end and one.start < end for start, end in inside)
    ]


def _vocabularies() -> dict:
    return {
        "skills": load_matcher(),
        "disciplines": load_term_matcher(VocabularyKind.DISCIPLINE),
        "regions": load_term_matcher(VocabularyKind.REGION),
    }
