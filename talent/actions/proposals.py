"""What a CV would add to a profile, beside what is there. Only reads; nothing is saved here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from parks.choices.taxonomy import SkillKind
from talent.actions.filling import FilledProfile, fill_profile
from talent.actions.profiles import Claim
from talent.choices.profiles import ClaimSource
from talent.cv.values import CvFields, CvSkill, Found
from talent.models import Education, Experience, Profile
from talent.queries.vouched import Vouched, vouched_of

AROUND = 36
GAP = re.compile(r"\s+")
Row = Education | Experience


class Quote(NamedTuple):
    """The words of the CV that something was read from, with those before and after."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """Something that a CV says and the profile does not.

    `new` is what would enter, `mine` what the profile holds instead, None where there is nothing.
    For facts both are values, for educations and experiences rows, for skills claims and levels.
    """

    key: str
    group: str
    new: Any
    mine: Any = None
    quote: Quote | None = None

    @property
    def is_conflict(self) -> bool:
        return self.mine is not None


FACTS = (
    "name",
    "phone",
    "degree",
    "discipline",
    "graduates_on",
    "wanted_kinds",
    "places",
    "anywhere",
    "available_from",
    "career_channel",
    "headline",
    "summary",
)
GROUPS = {SkillKind.LANGUAGE: "languages", SkillKind.CERTIFICATE: "certificates"}


def propose(profile: Profile, fields: CvFields) -> list[Proposal]:
    """Return all that a CV says and a profile does not hold, in the order of the review.

    What the profile holds already is left out; what it holds otherwise comes as a conflict. What
    the person's university has said stands, whatever a CV says.
    """
    filled = fill_profile(fields)
    found = [
        *_facts(profile, fields, filled),
        *_history("education", profile.educations.all(), filled.educations, fields),
        *_history("experience", profile.experiences.all(), filled.experiences, fields),
        *_skills(profile, fields, filled),
    ]
    vouched = vouched_of(profile.user_id)
    fixed = vouched.fixed_for(filled.facts.get("degree", profile.degree))
    return [one for one in found if one.key not in fixed and not _is_vouched(one, vouched)]


def _is_vouched(proposal: Proposal, vouched: Vouched) -> bool:
    """Say whether it tells of a study that the person's university has given."""
    studies = (row for row in (proposal.new, proposal.mine) if isinstance(row, Education))
    return any(vouched.says(study) for study in studies)


def quoted(text: str, start: int, end: int) -> Quote:
    """Return the words at `text[start:end]` with a few on either side, out of the same lines."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    pieces = (before.lstrip(), text[start:end], after.rstrip())
    return Quote(*(GAP.sub(" ", piece) for piece in pieces))


def _facts(profile: Profile, fields: CvFields, filled: FilledProfile) -> Iterator[Proposal]:
    found = filled.facts | {"name": filled.name, "places": filled.places}
    held = _held(profile)
    spans = _spans(fields)
    for name in FACTS:
        new, mine = found.get(name), held[name]
        if new and new != mine:
            quote = quoted(fields.text, *spans[name]) if name in spans else None
            yield Proposal(name, "facts", new, mine or None, quote)


def _held(profile: Profile) -> dict[str, Any]:
    rows = profile.wanted_places.select_related("region").order_by("position", "pk")
    held = {name: getattr(profile, name, None) for name in FACTS}
    return held | {"name": profile.user.full_name, "places": [row.region for row in rows]}


def _spans(fields: CvFields) -> dict[str, tuple[int, int]]:
    """Say where in the text the facts were read; those of a portal's own file stand nowhere."""
    found: dict[str, Found | None] = {
        "name": fields.name,
        "phone": fields.phone,
        "headline": fields.headline,
    }
    if not fields.own:
        majors = (study.discipline for study in fields.educations if study.discipline_code)
        found |= {
            "degree": fields.highest_degree,
            "graduates_on": fields.graduated_on,
            "discipline": next(majors, None),
            "wanted_kinds": _joined(fields.kinds),
            "places": _joined(fields.places.wanted),
        }
    return {name: (one.start, one.end) for name, one in found.items() if one}


def _joined(found: tuple[Found, ...]) -> Found | None:
    """Return one stretch from the first to the last, where they stand close together."""
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    return Found(None, start, end if start < end <= start + 2 * AROUND else found[0].end)


def _history(group: str, held: Any, found: list[Row], fields: CvFields) -> Iterator[Proposal]:
    """Yield the new rows and, beside the row of the profile, those that tell it otherwise."""
    left = sorted(held, key=lambda row: row.pk)
    same = {row.sameness for row in left}
    left = [row for row in left if row.sameness not in {one.sameness for one in found}]
    places = _places_of(group, fields)
    for number, row in enumerate(found):
        if row.sameness in same:
            continue
        mine = next((one for one in left if row.tells_of(one)), None)
        left = [one for one in left if one is not mine]
        yield Proposal(f"{group}-{number}", f"{group}s", row, mine, places[number])


def _places_of(group: str, fields: CvFields) -> list[Quote | None]:
    if group == "education":
        parts = [(one.school, one.degree, one.discipline) for one in fields.educations]
    else:
        parts = [(one.title, one.organisation, one.text) for one in fields.experiences]
    return [_quote_of(fields.text, [part for part in row if part and part.value]) for row in parts]


def _quote_of(text: str, parts: list[Found]) -> Quote | None:
    if not parts:
        return None
    first = min(parts, key=lambda part: part.start)
    return quoted(text, first.start, min(first.end, first.start + 2 * AROUND))


def _skills(profile: Profile, fields: CvFields, filled: FilledProfile) -> Iterator[Proposal]:
    rows = profile.skill_claims.order_by("pk")
    own = {row.skill_id: row for row in rows if row.source == ClaimSource.SELF}
    verified = {row.skill_id for row in rows if row.source != ClaimSource.SELF}
    spans = {skill.payload.value: skill for skill in fields.skills}
    for claim in filled.claims:
        skill = claim.skill
        if skill.pk not in own and skill.pk in verified:
            continue
        if skill.pk not in own or _tells_otherwise(claim, own[skill.pk].level):
            group = GROUPS.get(SkillKind(skill.kind), "skills")
            quote = _quote_of_skill(fields.text, spans[skill.pk])
            yield Proposal(f"skill-{skill.pk}", group, claim, own.get(skill.pk), quote)


def _tells_otherwise(claim: Claim, level: int | None) -> bool:
    return claim.level is not None and claim.level != level


def _quote_of_skill(text: str, skill: CvSkill) -> Quote:
    return quoted(text, skill.payload.start, skill.payload.end)
