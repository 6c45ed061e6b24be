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
from talent.cv.places import find_places
from talent.cv.sections import Section, SectionKind, split_sections
from talent.cv.standings import find_standings
from talent.cv.stated_posts import find_stated_posts
from talent.cv.stated_studies import stated_graduation
from talent.cv.tenure import find_stated_experience
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvPlaces,
    Found,
    MatchedSpan,
    Matcher,
    PartialDate,
)
from talent.cv.wishes import find_kinds

SHORTEST_SUMMARY, LONGEST_SUMMARY = 20, 2000
MAJOR_LABEL = re.compile(r"专\s{0,4}业[ \t:：|]{0,4}$")
LABEL_REACH = 12
# "苏州示例疫苗科技有限公司", "Generic Injectables Inc.": a skill in the name of a firm.
FIRM_END = re.compile(
    r"[\u4e00-\u9fff（）()]{0,10}?(?:有限公司|股份有限|有限责任|集团公司)|(?:类)?(?:上市)?(?:公司|企业|药企)"
    r"|(?:[ ][A-Z][\w&-]{0,20}){0,2},? (?:Inc|Ltd|LLC|Corp|GmbH|Co|Pte|Limited|PLC|AG)\b"
)


def read_fields(
    text: str, *, skills: Matcher, disciplines: Matcher, regions: Matcher | None = None
) -> CvFields:
    """Return what `text`, as talent.cv.files.read_cv gives it, says for sure; the rest stays None.

    `skills` and `disciplines` find the words of the two vocabularies; their payloads come back in
    `CvFields.skills` and `CvEducation.discipline_code`; those of `regions` in `CvFields.places`,
    which stays empty without that matcher. Time is linear in the length of the text.
    """
    sections = split_sections(text)
    educations = find_educations(text, sections, disciplines.find(text))
    experiences = find_experiences(text, sections) or find_stated_posts(text, sections)
    return CvFields(
        text=text,
        name=find_name(text),
        email=find_email(text),
        phone=find_phone(text),
        educations=educations,
        highest_degree=highest_degree(educations),
        graduated_on=graduation(educations) or _stated_graduation(text, sections, educations),
        experiences=experiences,
        stated_experience=find_stated_experience(text),
        places=find_places(text, regions.find(text)) if regions else CvPlaces(),
        languages=find_languages(text, sections),
        certificates=find_certificates(text, sections),
        skills=find_claims(
            text,
            outside_names(text, skills.find(text), educations, experiences),
            find_standings(text, sections),
        ),
        summary=_summary(text, sections),
        kinds=find_kinds(text, sections),
    )


def _summary(text: str, sections: Sequence[Section]) -> Found[str] | None:
    """Return what the person writes of themselves under a heading of its own."""
    for section in sections:
        words = text[section.start : section.end].strip()
        is_fit = SHORTEST_SUMMARY <= len(words) <= LONGEST_SUMMARY
        if section.kind is SectionKind.SUMMARY and is_fit:
            start = text.index(words, section.start)
            return Found(words, start, start + len(words))
    return None


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


def _stated_graduation(
    text: str, sections: Sequence[Section], educations: Sequence[CvEducation]
) -> Found[PartialDate] | None:
    """Return a graduation told in a sentence, where only one degree can be meant."""
    degrees = {study.degree.value for study in educations if study.degree}
    is_clear = len(degrees) == 1 or len(educations) == 1
    return stated_graduation(text, sections) if is_clear else None


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
        and not FIRM_END.match(text, span.end)
        and not MAJOR_LABEL.search(text, max(0, span.start - LABEL_REACH), span.start)
        and not any(span.start < name.end and name.start < span.end for name in names)
    ]


def _names(
    educations: Sequence[CvEducation], experiences: Sequence[CvExperience]
) -> Iterator[Found[str]]:
    studies = chain.from_iterable((one.school, one.degree, one.discipline) for one in educations)
    posts = (one.organisation for one in experiences)
    yield from (name for name in chain(studies, posts) if name)
