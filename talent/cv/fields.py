"""The text of a CV → what it says, each part with the stretch it was read from."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from talent.cv.certificates import find_certificates
from talent.cv.claims import find_claims
from talent.cv.contact import find_email, find_name, find_phone
from talent.cv.degrees import highest
from talent.cv.disciplines import FACULTY_END
from talent.cv.educations import find_educations
from talent.cv.experiences import find_experiences
from talent.cv.languages import find_languages
from talent.cv.sections import split_sections
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    Found,
    MatchedSpan,
    Matcher,
    PartialDate,
)

MAJOR_LABEL = re.compile(r"专\s{0,4}业[ \t:：|]{0,4}$")
LABEL_REACH = 12


def read_fields(text: str, *, skills: Matcher, disciplines: Matcher) -> CvFields:
    """Return what `text`, as talent.cv.files.read_cv gives it, says for sure; the rest stays None.

    `skills` and `disciplines` find the words of the two vocabularies; their payloads come back in
    `CvFields.skills` and `CvEducation.discipline_code`. Time is linear in the length of the text.
    """
    sections = split_sections(text)
    educations = find_educations(text, sections, disciplines.find(text))
    experiences = find_experiences(text, sections)
    return CvFields(
        text=text,
        name=find_name(text),
        email=find_email(text),
        phone=find_phone(text),
        educations=educations,
        highest_degree=highest_degree(educations),
        graduated_on=graduation(educations),
        experiences=experiences,
        languages=find_languages(text, sections),
        certificates=find_certificates(text, sections),
        skills=find_claims(text, outside_names(text, skills.find(text), educations, experiences)),
    )


def highest_degree(educations: Sequence[CvEducation]) -> Found[str] | None:
    """Return the highest degree of `educations`, None when none is known."""
    return highest([study.degree for study in educations if study.degree])


def graduation(educations: Sequence[CvEducation]) -> Found[PartialDate] | None:
    """Return the end of the study with the highest degree, the latest of equals."""
    top = highest_degree(educations)
    ends = [
        study.period.end
        for study in educations
        if top and study.degree and study.degree.value == top.value and study.period.end
    ]
    return max(ends, key=lambda end: (end.value.year, end.value.month or 0), default=None)


def outside_names(
    text: str,
    spans: Sequence[MatchedSpan],
    educations: Sequence[CvEducation],
    experiences: Sequence[CvExperience],
) -> list[MatchedSpan]:
    """Leave out the finds in names of schools, employers and studies: they are no skills."""
    names = list(_names(educations, experiences))
    return [
        span
        for span in spans
        if not FACULTY_END.match(text, span.end)
        and not MAJOR_LABEL.search(text, max(0, span.start - LABEL_REACH), span.start)
        and not any(span.start < name.end and name.start < span.end for name in names)
    ]


def _names(
    educations: Sequence[CvEducation], experiences: Sequence[CvExperience]
) -> Iterator[Found[str]]:
    studies = chain.from_iterable((one.school, one.degree, one.discipline) for one in educations)
    posts = (one.organisation for one in experiences)
    yield from (name for name in chain(studies, posts) if name)
