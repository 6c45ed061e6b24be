"""The skills of a profile as they leave the portal: each once, at the best level claimed."""

from collections.abc import Iterable
from typing import NamedTuple

from parks.choices.taxonomy import SkillKind
from parks.choices.work import SkillLevel
from parks.models import Skill
from talent.choices.profiles import ClaimSource
from talent.models import SkillClaim


class HeldSkill(NamedTuple):
    """A skill, its highest level, and whether somebody else than the person says so."""

    skill: Skill
    level: SkillLevel | None
    is_verified: bool

    @property
    def level_words(self) -> str:
        return str(self.level.label) if self.level else ""


def held_skills(claims: Iterable[SkillClaim], *kinds: SkillKind) -> list[HeldSkill]:
    """Return the skills of these kinds; without any, those that are in no section of their own."""
    held: dict[int, HeldSkill] = {}
    for claim in claims:
        apart = claim.skill.kind in (SkillKind.LANGUAGE, SkillKind.CERTIFICATE)
        if claim.skill.kind in kinds if kinds else not apart:
            held[claim.skill_id] = _joined(held.get(claim.skill_id), claim)
    return list(held.values())


def _joined(known: HeldSkill | None, claim: SkillClaim) -> HeldSkill:
    level = max(claim.level or 0, known.level or 0 if known else 0)
    is_verified = claim.source != ClaimSource.SELF or bool(known and known.is_verified)
    return HeldSkill(claim.skill, SkillLevel(level) if level else None, is_verified)
