"""The studies of a CV: those of its section, behind labels in its head, and told in sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from talent.cv.sections import Section, SectionKind
from talent.cv.stated_studies import is_completion, is_own
from talent.cv.studies import (
    MOST_STUDIES,
    Entry,
    line_end,
    make_study,
    parts_of,
    sentences,
    studies_of,
)
from talent.cv.values import CvEducation, Found, MatchedSpan, Period

HEADER_LABEL = re.compile(
    r"(?:毕业(?:院校|学校|学院)|(?:就读)?(?:院校|学校)|(?:最高)?(?:学历|学位)(?:[/／](?:学位"
    r"|学历))?|Degree|School"
    r"|毕业(?:时间|日期|年份)|(?:所学|毕业)?专业)[ \t:：|]{0,4}"
)
# The heading of a study that stands below such a section may not be known as one.
LAST_RESORT = (
    SectionKind.PROJECTS,
    SectionKind.SKILLS,
    SectionKind.CERTIFICATES,
    SectionKind.LANGUAGES,
    SectionKind.AWARDS,
    SectionKind.INTERESTS,
)
FULL_STOP = re.compile(r"[。；]")
LOOSE_SECTIONS = (SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER)


def find_educations(
    text: str, sections: Sequence[Section], disciplines: Sequence[MatchedSpan]
) -> tuple[CvEducation, ...]:
    """Return the studies of a CV in the order they stand there; each has a school or a degree."""
    bodies = [section for section in sections if section.kind is SectionKind.EDUCATION]
    studies = [study for body in bodies for study in studies_of(text, body, disciplines)]
    for section in sections:
        if section.kind in LOOSE_SECTIONS:
            studies += _labelled_study(text, section, disciplines)
            studies += [] if bodies else _loose_studies(text, section, disciplines)
    if not any(study.degree for study in studies):
        studies += [
            study
            for section in sections
            if section.kind in LAST_RESORT
            for study in _loose_studies(text, section, disciplines)
        ]
    return _without_repeats(studies[:MOST_STUDIES])


def _labelled_study(
    text: str, section: Section, disciplines: Sequence[MatchedSpan]
) -> list[CvEducation]:
    """毕业院校：… 学历：… 专业：… in the head of a CV describe one study, the last."""
    entry, labels = Entry(), list(HEADER_LABEL.finditer(text, section.start, section.end))
    edges = [*(label.start() for label in labels), section.end]
    for label, (_, limit) in zip(labels, pairwise(edges), strict=True):
        near = [
            part for part in parts_of(text, label.end(), limit) if part.start - label.end() <= 3
        ]
        for part in near[:1]:
            if entry.takes(part):
                entry.add(part)
    if not entry.parts:
        return []
    start, end = labels[0].start(), line_end(text, labels[-1].end(), section.end)
    stop = FULL_STOP.search(text, labels[-1].end(), end)
    end = stop.start() if stop else end
    study = make_study(text, entry, start, end, disciplines)
    return [study] if study.school or study.degree else []


def _loose_studies(
    text: str, section: Section, disciplines: Sequence[MatchedSpan]
) -> Iterator[CvEducation]:
    """Without a section of its own a study counts where its sentence says whose it is.

    A single date there may be that of birth, so it is kept only where it closes the study.
    """
    for study in studies_of(text, section, disciplines, sentences):
        if is_own(text, study):
            is_dated = study.period.start or (study.degree and is_completion(text, study))
            yield study if is_dated else replace(study, period=Period())


def _without_repeats(studies: Sequence[CvEducation]) -> tuple[CvEducation, ...]:
    kept: list[CvEducation] = []
    for study in studies:
        same = next((one for one in kept if _is_same(one, study)), None)
        if same:
            kept[kept.index(same)] = _merged(same, study)
        else:
            kept.append(study)
    return tuple(kept)


def _is_same(one: CvEducation, other: CvEducation) -> bool:
    """Nothing that both know may differ, and they must share a school or a degree."""
    if _differ(one.school, other.school) or _differ(one.discipline, other.discipline):
        return False
    if _differ(one.degree, other.degree) or _differ(one.period.end, other.period.end):
        return False
    shared_school = bool(one.school and other.school)
    return shared_school or bool(one.degree and other.degree)


def _differ(one: Found | None, other: Found | None) -> bool:
    return bool(one and other and one.value != other.value)


def _merged(one: CvEducation, other: CvEducation) -> CvEducation:
    return CvEducation(
        one.school or other.school,
        one.degree or other.degree,
        one.discipline or other.discipline,
        one.discipline_code or other.discipline_code,
        one.period if one.period != Period() else other.period,
    )
