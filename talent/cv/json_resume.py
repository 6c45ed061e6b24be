"""JSON Resume → the same fields as any CV, with a readable text for their spans to point into."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from talent.cv.claims import find_claims
from talent.cv.degrees import RISING, find_degrees, highest
from talent.cv.disciplines import find_code
from talent.cv.errors import InvalidResumeError
from talent.cv.experiences import INTERNSHIP
from talent.cv.fields import graduation, highest_degree, outside_names
from talent.cv.languages import language_code
from talent.cv.own_file import own_facts, stated_level
from talent.cv.resume_schema import Certificate, Education, Language, Project, Resume, Skill, Work
from talent.cv.sheet import Sheet
from talent.cv.standings import Standings, merged
from talent.cv.tenure import find_stated_experience
from talent.cv.values import (
    CvEducation,
    CvExperience,
    CvFields,
    CvLanguage,
    CvNamedSkill,
    CvPlaces,
    Found,
    MatchedSpan,
    Matcher,
    PartialDate,
    Period,
)
from talent.cv.wishes import find_kinds

PROBLEMS: dict[str, str | Promise] = {
    "json_invalid": _("this is not JSON"),
    "string_type": _("a text in quotes is expected"),
    "list_type": _("a list in [ ] is expected"),
    "model_type": _("a group of fields in { } is expected"),
    "string_pattern_mismatch": _("a date such as 2023-06 or 2023-06-30 is expected"),
    "too_long": _("this list is longer than any CV needs"),
}
OTHER_PROBLEM = _("the value is not of the kind that JSON Resume asks for")
NOTHING_KNOWN = _("none of the parts of a JSON Resume is there (basics, work, education, skills …)")


def read_resume(
    source: str, *, skills: Matcher, disciplines: Matcher, regions: Matcher | None = None
) -> CvFields:
    """Return what the JSON Resume in `source` says; `CvFields.text` is a text made from it.

    Raise InvalidResumeError, naming the place in the document, where it is not JSON or a value has
    another shape than https://jsonresume.org/schema gives. Parts not known are let be.
    """
    resume = _parse(source)
    sheet = Sheet()
    head, home = _write_head(sheet, resume)
    begin = sheet.here().start
    experiences = tuple(_write_work(sheet, work) for work in _items(sheet, resume.work))
    practised, begin = [(begin, sheet.here().start)], sheet.here().start
    educations = tuple(_write_study(sheet, one) for one in _items(sheet, resume.education))
    taught = (begin, sheet.here().start)
    named = [one for skill in _items(sheet, resume.skills) for one in _write_skill(sheet, skill)]
    begin = sheet.here().start
    for project in _items(sheet, resume.projects):
        _write_project(sheet, project)
    practised.append((begin, sheet.here().start))
    held = list(_write_certificates(sheet, resume.certificates or []))
    spoken = list(_write_languages(sheet, resume.languages or []))
    text = sheet.text()
    spans = disciplines.find(text)
    educations = tuple(_coded(text, one, spans) for one in educations)
    return CvFields(
        text=text,
        **head,
        educations=educations,
        highest_degree=highest_degree(educations),
        graduated_on=graduation(educations),
        experiences=experiences,
        stated_experience=find_stated_experience(text),
        places=CvPlaces(home=_home(text, home, regions)) if regions else CvPlaces(),
        languages=tuple(_languages(spoken)),
        certificates=tuple(one.name for one in held),
        skills=find_claims(
            text,
            outside_names(text, skills.find(text), educations, experiences),
            Standings(taught=merged([taught]), practised=merged(practised)),
        ),
        kinds=find_kinds(text, ()),
        named_skills=(*named, *(_graded(*one) for one in spoken), *held),
        own=own_facts(resume),
    )


def _home(text: str, line: Found[str] | None, regions: Matcher) -> Found[Hashable] | None:
    """Return the smallest place of the address line: "Suzhou, Jiangsu" names it first."""
    if line is None:
        return None
    inside = [one for one in regions.find(text) if line.start <= one.start and one.end <= line.end]
    return Found(inside[0].payload, inside[0].start, inside[0].end) if inside else None


def _parse(source: str) -> Resume:
    try:
        resume = Resume.model_validate_json(source)
    except ValidationError as error:
        raise _explained(error) from error
    if not resume.model_fields_set:
        raise InvalidResumeError(path="$", problem=NOTHING_KNOWN)
    return resume


def _explained(error: ValidationError) -> InvalidResumeError:
    """Name the first fault by a path as work[0].startDate; for bad JSON by line and column."""
    first = error.errors(include_url=False)[0]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    if first["type"] == "json_invalid":
        path = first["ctx"]["error"].rpartition(" at ")[2]
    problem = PROBLEMS.get(first["type"], OTHER_PROBLEM)
    return InvalidResumeError(path=path.lstrip(".") or "$", problem=problem)


def _items(sheet: Sheet, items: Sequence | None) -> Iterator:
    for item in items or []:
        sheet.end_line()
        yield item


def _write_head(
    sheet: Sheet, resume: Resume
) -> tuple[dict[str, Found[str] | None], Found[str] | None]:
    """Return what the basics name, and the line of the place."""
    basics = resume.basics
    if basics is None:
        return {}, None
    head = {"name": sheet.line(basics.name), "headline": sheet.line(basics.label)}
    head["email"] = sheet.line(basics.email)
    head["phone"] = sheet.line(basics.phone)
    place = basics.location
    home = sheet.line(", ".join(filter(None, (place.city, place.region))) if place else None)
    head["summary"] = sheet.line(basics.summary)
    return head, home


def _write_work(sheet: Sheet, work: Work) -> CvExperience:
    title, organisation = sheet.put(work.position), sheet.put(work.name, before=", ")
    period = _write_period(sheet, work.startDate, work.endDate)
    sheet.end_line()
    words = [work.summary, *(f"• {one}" for one in work.highlights or [])]
    body = sheet.line("\n".join(filter(None, words)))
    is_internship = bool(title and INTERNSHIP.search(title.value))
    return CvExperience(title, organisation, period, body or sheet.here(), is_internship)


def _write_study(sheet: Sheet, study: Education) -> CvEducation:
    kind, area = sheet.put(study.studyType), sheet.put(study.area, before=" ")
    school = sheet.put(study.institution, before=", ")
    period = _write_period(sheet, study.startDate, study.endDate)
    sheet.end_line()
    for course in study.courses or []:
        sheet.line(f"• {course}")
    degree = _degree(kind, study.degreeCode)
    return CvEducation(school, degree, area, None, period, study.disciplineCode or "")


def _degree(kind: Found[str] | None, code: str | None) -> Found[str] | None:
    """Return the degree that a code or else the words of the file name, where the words stand."""
    if kind is None:
        return None
    if code in RISING:
        return replace(kind, value=code)
    degree = highest(list(find_degrees(kind.value)))
    return degree and Found(degree.value, kind.start + degree.start, kind.start + degree.end)


def _coded(text: str, study: CvEducation, spans: Sequence[MatchedSpan]) -> CvEducation:
    """The discipline's code is looked for in the area, without one in the words of the degree."""
    place = study.discipline or study.degree
    code = find_code(text, spans, place.start, place.end, study) if place else None
    return replace(study, discipline_code=code)


def _write_period(sheet: Sheet, start: str | None, end: str | None) -> Period:
    if not (start or end):
        return Period()
    first = _dated(sheet.put(start, before="  "))
    last = _dated(sheet.put(end, before=" – "))
    if last is None:
        sheet.put("Present", before=" – ")
    return Period(first, last, ongoing=last is None)


def _dated(found: Found[str] | None) -> Found[PartialDate] | None:
    if found is None:
        return None
    year, month = (*found.value.split("-"), None)[:2]
    return Found(PartialDate(int(year), int(month) if month else None), found.start, found.end)


def _write_skill(sheet: Sheet, skill: Skill) -> Iterator[CvNamedSkill]:
    name = sheet.put(skill.name)
    sheet.put(f"({skill.level})" if skill.level else None, before=" ")
    sheet.end_line()
    if name:
        yield CvNamedSkill(name, stated_level(skill.level))
    for keyword in skill.keywords or []:
        word = sheet.line(f"• {keyword}")
        if word and word.value != "•":
            yield CvNamedSkill(Found(word.value[2:], word.start + 2, word.end))


def _write_project(sheet: Sheet, project: Project) -> None:
    sheet.line(project.name)
    sheet.line(project.description)
    for words in (*(project.highlights or []), *(project.keywords or [])):
        sheet.line(f"• {words}")


def _write_certificates(
    sheet: Sheet, certificates: Sequence[Certificate]
) -> Iterator[CvNamedSkill]:
    for certificate in _items(sheet, certificates):
        name = sheet.line(certificate.name)
        if name:
            yield CvNamedSkill(name, stated_level(certificate.level))


def _write_languages(
    sheet: Sheet, languages: Sequence[Language]
) -> Iterator[tuple[Found[str], Found[str] | None]]:
    for language in _items(sheet, languages):
        name, fluency = sheet.put(language.language), sheet.put(language.fluency, before=": ")
        sheet.end_line()
        if name:
            yield name, fluency


def _languages(spoken: Sequence[tuple[Found[str], Found[str] | None]]) -> Iterator[CvLanguage]:
    for name, fluency in spoken:
        code = language_code(name.value)
        if code:
            yield CvLanguage(Found(code, name.start, name.end), fluency)


def _graded(name: Found[str], fluency: Found[str] | None) -> CvNamedSkill:
    return CvNamedSkill(name, stated_level(fluency.value if fluency else None))
