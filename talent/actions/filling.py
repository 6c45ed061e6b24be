"""What a CV says → the columns and rows of a profile. Only reads; nothing is saved here."""

import datetime
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from parks.choices.taxonomy import DisciplineScheme
from parks.choices.work import SkillLevel
from parks.models import DegreeLevel, Discipline, Skill
from talent.actions.profiles import Claim
from talent.cv.values import CvEducation, CvExperience, CvFields, CvSkill, PartialDate, Period
from talent.models import Education, Experience, University

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
WORDS_AROUND = 60


@dataclass(frozen=True)
class FilledProfile:
    """`facts` are columns of Profile; the rows lack their profile and are not saved."""

    facts: dict[str, Any]
    educations: list[Education]
    experiences: list[Experience]
    claims: list[Claim]


@dataclass(frozen=True)
class _Known:
    """The rows that the words of one CV mean, read at once."""

    degrees: dict[str, DegreeLevel]
    disciplines: dict[int, Discipline]
    universities: dict[str, University]
    skills: dict[int, Skill]


def fill_profile(fields: CvFields) -> FilledProfile:
    """Return what a CV says as facts and rows of a profile, in five queries.

    Skills come without a level where the CV names none, each with the words around it as
    evidence. A major is taken from the catalogue of its degree.
    """
    known = _known(fields)
    return FilledProfile(
        facts=dict(_facts(fields, known)),
        educations=[_education(study, known) for study in fields.educations],
        experiences=[_experience(post) for post in fields.experiences],
        claims=[
            _claim(skill, fields.text, known.skills)
            for skill in fields.skills
            if skill.payload.value in known.skills
        ],
    )


def _known(fields: CvFields) -> _Known:
    codes = [study.discipline_code for study in fields.educations]
    ids = [pk for code in codes if code for pk in code.value]
    schools = [study.school.value for study in fields.educations if study.school]
    return _Known(
        degrees={level.code: level for level in DegreeLevel.objects.all()},
        disciplines=Discipline.objects.in_bulk(ids),
        universities=_universities(schools),
        skills=Skill.objects.in_bulk([skill.payload.value for skill in fields.skills]),
    )


def _universities(schools: list[str]) -> dict[str, University]:
    """Return the universities of these names, by name as written in their own row."""
    named = Q(name_zh__in=schools) | Q(name_en__in=schools)
    rows = University.objects.filter(named) if schools else ()
    return {name: row for row in rows for name in (row.name_zh, row.name_en) if name}


def _facts(fields: CvFields, known: _Known) -> Iterator[tuple[str, Any]]:
    if fields.highest_degree and fields.highest_degree.value in known.degrees:
        yield "degree", known.degrees[fields.highest_degree.value]
    if discipline := _highest_discipline(fields, known):
        yield "discipline", discipline
    end = fields.graduated_on
    if end and (day := _last_day(end.value, GRADUATION_MONTH)):
        yield "graduates_on", day
    if fields.phone:
        yield "phone", fields.phone.value[:LONGEST_PHONE]


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
    if study.discipline_code is None:
        return None
    rows = [known.disciplines[pk] for pk in study.discipline_code.value if pk in known.disciplines]
    scheme = SCHEMES.get(study.degree.value) if study.degree else None
    return min(rows, key=lambda row: (row.scheme != scheme, row.code), default=None)


def _education(study: CvEducation, known: _Known) -> Education:
    started_on, ended_on = _days(study.period, last_month=GRADUATION_MONTH)
    school = study.school.value if study.school else ""
    return Education(
        university=known.universities.get(school),
        school=school[:LONGEST_WORDS],
        degree=known.degrees.get(study.degree.value) if study.degree else None,
        discipline=_discipline(study, known),
        discipline_text=(study.discipline.value if study.discipline else "")[:LONGEST_WORDS],
        started_on=started_on,
        ended_on=ended_on,
    )


def _experience(post: CvExperience) -> Experience:
    started_on, ended_on = _days(post.period)
    return Experience(
        title=(post.title.value if post.title else "")[:LONGEST_WORDS],
        employer=(post.organisation.value if post.organisation else "")[:LONGEST_WORDS],
        started_on=started_on,
        ended_on=ended_on,
        text=post.text.value,
    )


def _claim(skill: CvSkill, text: str, skills: dict[int, Skill]) -> Claim:
    start = max(skill.payload.start - WORDS_AROUND, 0)
    words = text[start : skill.payload.end + WORDS_AROUND]
    level = SkillLevel(skill.level) if skill.level else None
    return Claim(skills[skill.payload.value], level, " ".join(words.split()))


def _days(
    period: Period, last_month: int = 12
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day of a period; a period that runs backwards has no first."""
    first = _first_day(period.start.value) if period.start else None
    last = _last_day(period.end.value, last_month) if period.end else None
    return (None if first and last and first > last else first), last


def _first_day(date: PartialDate) -> datetime.date | None:
    in_range = FIRST_YEAR <= date.year <= LAST_YEAR
    return datetime.date(date.year, date.month or 1, 1) if in_range else None


def _last_day(date: PartialDate, last_month: int) -> datetime.date | None:
    """Return the last day of the month, of `last_month` where only the year is known."""
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    month = date.month or last_month
    return datetime.date(date.year, month, monthrange(date.year, month)[1])
