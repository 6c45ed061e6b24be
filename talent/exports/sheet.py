"""A profile → what its printed CV says, as plain data in the reader's language."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parks.choices.taxonomy import SkillKind
from parks.choices.work import OpeningKind, SkillLevel
from talent.exports.plain import printable
from talent.exports.skills import HeldSkill, held_skills
from talent.models import Education, Experience, Profile

LONGEST_TEXT = 2000
VERIFIED = "*"
Section = dict[str, Any]


def cv_sheet(profile: Profile) -> dict[str, Any]:
    """Return language, name, headline, contact and sections; every text is printable.

    `profile` comes from talent.queries.profiles.whole_profiles. A section holds entries (when,
    title, detail, lines), pairs of a label and words, or a text. Empty sections are left out.
    """
    sections = [one for one in _sections(profile) if one["entries"] or one["pairs"] or one["text"]]
    sheet = {
        "language": (get_language() or "en").partition("-")[0],
        "title": _("Curriculum vitae"),
        "name": profile.user.full_name,
        "headline": profile.headline,
        "contact": [part for part in (profile.user.email, profile.phone) if part],
        "sections": sections,
        "note": _("* Verified by a university, an assessment or a certificate.")
        if any(held.is_verified for held in held_skills(profile.skill_claims.all(), *SkillKind))
        else "",
    }
    return _printable(sheet)


def _printable(part: Any) -> Any:
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, list):
        return [_printable(one) for one in part]
    return {key: _printable(value) for key, value in part.items()}


def _sections(profile: Profile) -> Iterator[Section]:
    claims = profile.skill_claims.all()
    yield _section("", text=_cut(profile.summary))
    yield _section(_("Education"), entries=[_study(row) for row in profile.educations.all()])
    yield _section(_("Experience"), entries=[_post(row) for row in profile.experiences.all()])
    yield _section(_("Skills"), pairs=list(_by_level(held_skills(claims))))
    yield _section(_("Languages"), text=_list(held_skills(claims, SkillKind.LANGUAGE)))
    yield _section(_("Certificates"), text=_list(held_skills(claims, SkillKind.CERTIFICATE)))
    yield _section(_("What I look for"), text=_wishes(profile))


def _section(title: str, *, entries: Any = (), pairs: Any = (), text: str = "") -> Section:
    return {"title": title, "entries": list(entries), "pairs": list(pairs), "text": text}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rstrip() + " …"


def _study(row: Education) -> Section:
    degree = row.degree.label if row.degree else ""
    detail = _(", ").join(filter(None, (degree, row.study)))
    return {"when": _when(row), "title": row.school, "detail": detail, "lines": []}


def _post(row: Experience) -> Section:
    lines = [line.strip() for line in _cut(row.text).splitlines() if line.strip()]
    title, detail = (row.title, row.employer) if row.title else (row.employer, "")
    return {"when": _when(row), "title": title, "detail": detail, "lines": lines}


def _when(row: Education | Experience) -> str:
    first = f"{row.started_on:%Y.%m}" if row.started_on else ""
    last = f"{row.ended_on:%Y.%m}" if row.ended_on else ""
    if first and not last:
        last = _("now")
    return " – ".join(filter(None, (first, last)))


def _by_level(held: list[HeldSkill]) -> Iterator[list[str]]:
    """Yield a level and its skills, the best first; without a level last."""
    levels: dict[SkillLevel | None, list[str]] = defaultdict(list)
    for one in held:
        levels[one.level].append(_marked(one))
    for level in (*reversed(SkillLevel), None):
        if levels[level]:
            label = str(level.label) if level else _("Further")
            yield [label, _(", ").join(levels[level])]


def _marked(held: HeldSkill) -> str:
    return held.skill.label + (VERIFIED if held.is_verified else "")


def _list(held: list[HeldSkill]) -> str:
    graded = (f"{_marked(one)} ({one.level_words})" if one.level else _marked(one) for one in held)
    return _(", ").join(graded)


def _wishes(profile: Profile) -> str:
    kinds = [str(OpeningKind(kind).label) for kind in profile.wanted_kinds]
    places = [place.region.label for place in profile.wanted_places.all()]
    start = [_("from %(day)s") % {"day": f"{profile.starts:%Y-%m}"}] if profile.starts else []
    return " · ".join(filter(None, (_(", ").join(kinds), _(", ").join(places), *start)))
