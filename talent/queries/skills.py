"""The vocabulary of skills, searched by any name that people use, in either language."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from parks.choices.taxonomy import SkillKind
from parks.models import Skill, SkillAlias
from parks.vocabulary.folding import fold_term
from talent.models import Profile, SkillClaim

MOST = 8
LONGEST_QUERY = 80
LISTED = (SkillKind.LANGUAGE, SkillKind.CERTIFICATE)


class FoundSkill(NamedTuple):
    """A skill and the name by which it was found."""

    skill: Skill
    name: str
    is_held: bool


def search_skills(words: str, *, held: Iterable[int]) -> list[FoundSkill]:
    """Return at most eight skills with a name that holds `words`: exact ones first, then short.

    `held` are the ids of the skills that are there already.
    """
    folded = fold_term(words[:LONGEST_QUERY])
    if not folded:
        return []
    closeness = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = SkillAlias.objects.filter(folded__contains=folded).order_by(
        closeness, Length("folded"), "pk"
    )
    best: dict[int, SkillAlias] = {}
    for alias in rows.select_related("skill")[: MOST * 12]:
        best.setdefault(alias.skill_id, alias)
    known = set(held)
    return [
        FoundSkill(alias.skill, alias.text, pk in known) for pk, alias in list(best.items())[:MOST]
    ]


def listed_skills() -> QuerySet[Skill]:
    """Return the languages and certificates, few enough to be chosen from a list."""
    return Skill.objects.filter(kind__in=LISTED).order_by("kind", "code")


def claims_in_order(profile: Profile) -> QuerySet[SkillClaim]:
    """Return the claims of a profile, group by group of the vocabulary."""
    return profile.skill_claims.select_related("skill__group", "certificate").order_by(
        "skill__group__position", "skill__code", "pk"
    )
