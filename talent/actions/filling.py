"""What a CV says → the columns and rows of a profile. Only reads; nothing is saved here."""

import datetime
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parks.choices.taxonomy import DisciplineScheme
from parks.choices.work import SkillLevel
from parks.models import DegreeLevel, Discipline, Region, Skill
from talent.actions.filling_wishes import wanted_facts, wanted_regions
from talent.actions.profiles import Claim
from talent.cv.experiences import INTERNSHIP
from talent.cv.own_file import exact_day
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvSkill,
    Found,
    PartialDate,
    Period,
)
from talent.models import Education, Experience, StudyProgramme, University
from talent.queries.schools import (
    programme_among,
    programmes_called,
    universities_called,
)

SCHEMES = {
    "college": DisciplineScheme.VOCATIONAL,
    "bachelor": DisciplineScheme.UNDERGRADUATE,
    "master": DisciplineScheme.GRADUATE,
    "doctor": DisciplineScheme.GRADUATE,
}
"""The catalogue that holds the majors of a degree."""
GRADUATION_MONTH = 6
"""When a study ends of which only the year is known: the Chinese academic year ends in June."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_WORDS = 200
LONGEST_PHONE = 40
LONGEST_HEADLINE = 160
LONGEST_NAME = 150
WORDS_AROUND = 60


@dataclass(frozen=True)
class FilledProfile:
    """`facts` are columns of Profile; the rows lack their profile and are not saved.

    `name` is that of the person, `places` are those wanted for work, in their order.
    """

    facts: dict[str, Any]
    educations: list[Education]
    experiences: list[Experience]
    claims: list[Claim]
    places: list[Region]
    name: str = ""


@dataclass(frozen=True)
class _Known:
    """The rows that the words of one CV mean, read at once; `text` is that of the CV."""

    text: str
    degrees: dict[str, DegreeLevel]
    disciplines: dict[int, Discipline]
    stated: dict[str, Discipline]
    universities: dict[str, University]
    programmes: list[StudyProgramme]
    skills: dict[int, Skill]


def fill_profile(fields: CvFields) -> FilledProfile:
    """Return what a CV says as facts and rows of a profile, in as many queries for any length.

    Skills come without a level where the CV names none, each with the words around it as
    evidence. A major is taken from the catalogue of its degree. The place lived in is no wish.
    """
    known = _known(fields)
    return FilledProfile(
        facts=dict(_facts(fields, known)),
        educations=[_education(study, known) for study in fields.educations],
        experiences=[_experience(post, known) for post in fields.experiences],
        claims=[
            _claim(skill, fields.text, known.skills)
            for skill in fields.skills
            if skill.payload.value in known.skills
        ],
        places=wanted_regions(fields),
        name=fields.name.value[:LONGEST_NAME] if fields.name else "",
    )


def _known(fields: CvFields) -> _Known:
    codes = [study.discipline_code for study in fields.educations]
    ids = [pk for code in codes if code for pk in code.value]
    stated = {study.stated_code for study in fields.educations} - {""}
    stated |= {fields.own.discipline} if fields.own else set()
    schools = [study.school.value for study in fields.educations if study.school]
    universities = universities_called(schools)
    majors = [study.discipline.value for study in fields.educations if study.discipline]
    return _Known(
        text=fields.text,
        degrees={level.code: level for level in DegreeLevel.objects.all()},
        disciplines=Discipline.objects.in_bulk(ids),
        stated={row.code: row for row in Discipline.objects.filter(code__in=stated)},
        universities=universities,
        programmes=programmes_called(universities.values(), majors),
        skills=Skill.objects.in_bulk([skill.payload.value for skill in fields.skills]),
    )


def _facts(fields: CvFields, known: _Known) -> Iterator[tuple[str, Any]]:
    yield from _studied(fields, known)
    if fields.phone:
        yield "phone", fields.phone.value[:LONGEST_PHONE]
    if fields.headline:
        yield "headline", " ".join(fields.headline.value.split())[:LONGEST_HEADLINE]
    if fields.summary:
        yield "summary", fields.summary.value
    yield from wanted_facts(fields)


def _studied(fields: CvFields, known: _Known) -> Iterator[tuple[str, Any]]:
    """Yield degree, discipline and graduation; a file of this portal states them itself."""
    own = fields.own
    degree = (own and own.degree) or (fields.highest_degree and fields.highest_degree.value)
    if degree in known.degrees:
        yield "degree", known.degrees[degree]
    stated = known.stated.get(own.discipline) if own else None
    if discipline := stated or _highest_discipline(fields, known):
        yield "discipline", discipline
    end = fields.graduated_on
    last = end and _last_day(end, known.text, GRADUATION_MONTH)
    if day := (own and own.graduates_on) or last:
        yield "graduates_on", day


def _highest_discipline(fields: CvFields, known: _Known) -> Discipline | None:
    """Return the major of the study that gave the highest degree, else of any study."""
    highest = fields.highest_degree.value if fields.highest_degree else ""
    studies = sorted(
        fields.educations,
        key=lambda study: study.degree is None or study.degree.value != highest,
    )
    return next(filter(None, (_discipline(study, known) for study in studies)), None)


def _discipline(study: CvEducation, known: _Known) -> Discipline | None:
    """Return the row a major names; of its rows in several catalogues that of the degree."""
    if study.stated_code in known.stated:
        return known.stated[study.stated_code]
    if study.discipline_code is None:
        return None
    rows = [known.disciplines[pk] for pk in study.discipline_code.value if pk in known.disciplines]
    scheme = SCHEMES.get(study.degree.value) if study.degree else None
    return min(rows, key=lambda row: (row.scheme != scheme, row.code), default=None)


def _education(study: CvEducation, known: _Known) -> Education:
    started_on, ended_on = _days(study.period, known.text, last_month=GRADUATION_MONTH)
    school = study.school.value if study.school else ""
    words = (study.discipline.value if study.discipline else "")[:LONGEST_WORDS]
    degree = known.degrees.get(study.degree.value) if study.degree else None
    university = known.universities.get(school)
    return Education(
        university=university,
        school=school[:LONGEST_WORDS],
        programme=programme_among(known.programmes, university, words, degree and degree.pk),
        degree=degree,
        discipline=_discipline(study, known),
        discipline_text=words,
        started_on=started_on,
        ended_on=ended_on,
    )


def _experience(post: CvExperience, known: _Known) -> Experience:
    started_on, ended_on = _days(post.period, known.text)
    return Experience(
        title=_title(post)[:LONGEST_WORDS],
        employer=(post.organisation.value if post.organisation else "")[:LONGEST_WORDS],
        started_on=started_on,
        ended_on=ended_on,
        text=post.text.value,
    )


def _title(post: CvExperience) -> str:
    """Return the title; an internship that only a heading tells is told in it, as the CV writes."""
    title = post.title.value if post.title else ""
    if not post.is_internship or INTERNSHIP.search(title):
        return title
    words = title + post.text.value + (post.organisation.value if post.organisation else "")
    if words.isascii():
        return f"{title} (internship)" if title else "Internship"
    return f"{title}（实习）" if title else "实习"


def _claim(skill: CvSkill, text: str, skills: dict[int, Skill]) -> Claim:
    start = max(skill.payload.start - WORDS_AROUND, 0)
    words = text[start : skill.payload.end + WORDS_AROUND]
    level = SkillLevel(skill.level) if skill.level else None
    return Claim(skills[skill.payload.value], level, " ".join(words.split()))


def _days(
    period: Period, text: str, last_month: int = 12
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day of a period; a period that runs backwards has no first."""
    first = _first_day(period.start, text) if period.start else None
    last = _last_day(period.end, text, last_month) if period.end else None
    return (None if first and last and first > last else first), last


def _first_day(found: Found[PartialDate], text: str) -> datetime.date | None:
    date = found.value
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    return exact_day(text[found.start : found.end]) or datetime.date(date.year, date.month or 1, 1)


def _last_day(found: Found[PartialDate], text: str, last_month: int) -> datetime.date | None:
    """Return the day as written, else the last of the month, of `last_month` in a mere year."""
    date = found.value
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    month = date.month or last_month
    last = datetime.date(date.year, month, monthrange(date.year, month)[1])
    return exact_day(text[found.start : found.end]) or last
