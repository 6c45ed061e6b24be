"""The words of the vocabulary that the form of an opening shows, and what words mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from parks.choices.taxonomy import SkillKind
from parks.loading import vocabulary_state
from parks.models import ChainStage, DegreeLevel, Discipline, Skill, SkillAlias
from parks.vocabulary.folding import fold_term

LISTS = {SkillKind.LANGUAGE: "languages", SkillKind.CERTIFICATE: "certificates"}


class SkillWord(NamedTuple):
    """How a skill is shown; `kind_label` only where it is a language or a certificate."""

    label: str
    kind: str

    @property
    def kind_label(self) -> str:
        return str(SkillKind(self.kind).label) if self.kind in LISTS else ""


class DegreeWord(NamedTuple):
    label: str
    rank: int


@dataclass(frozen=True)
class Words:
    """The vocabulary in the reader's language, by id; `state` names its edition and mendings."""

    state: str
    skills: dict[int, SkillWord]
    disciplines: dict[int, str]
    degrees: dict[int, DegreeWord]
    stages: dict[int, str]

    @cached_property
    def lists(self) -> dict[str, list[str]]:
        """What the boxes for names propose: skills, languages, certificates, disciplines."""
        lists: dict[str, list[str]] = {"skills": [], "languages": [], "certificates": []}
        for word in self.skills.values():
            lists[LISTS.get(SkillKind(word.kind), "skills")].append(word.label)
        sorted_lists = {name: sorted(labels) for name, labels in lists.items()}
        return {**sorted_lists, "disciplines": list(self.disciplines.values())}


def words_of_vocabulary() -> Words:
    """Return the words; kept per edition and language, as they are many."""
    state, language = vocabulary_state(), get_language()
    return _words(state, language) if state else _words.__wrapped__(state, language)


@lru_cache(maxsize=4)
def _words(state: str, _language: str | None) -> Words:
    disciplines = Discipline.objects.order_by("path")
    return Words(
        state,
        skills={row.pk: SkillWord(row.label, row.kind) for row in Skill.objects.order_by("code")},
        disciplines={row.pk: label_of(row) for row in disciplines},
        degrees={
            row.pk: DegreeWord(row.label, row.rank) for row in DegreeLevel.objects.order_by("rank")
        },
        stages={row.pk: row.label for row in ChainStage.objects.order_by("position")},
    )


def label_of(discipline: Discipline) -> str:
    code = f" ({discipline.moe_code})" if discipline.moe_code else ""
    return discipline.label + code


def skills_named(names: Iterable[str]) -> dict[str, int]:
    """Return the id of the skill that each name means in either language; unknown ones are left."""
    folded = {fold_term(name): name for name in names if name.strip()}
    if not folded:
        return {}
    rows = SkillAlias.objects.filter(folded__in=folded).order_by("-language", "pk")
    return {folded[alias]: skill for alias, skill in rows.values_list("folded", "skill_id")}


def disciplines_named(name: str) -> list[int]:
    """Return the ids of all disciplines of this name, in either language, or with this code."""
    if not name.strip():
        return []
    state = vocabulary_state()
    named = _disciplines(state) if state else _disciplines.__wrapped__(state)
    return named.get(fold_term(name), [])


@lru_cache(maxsize=2)
def _disciplines(_state: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in Discipline.objects.order_by("path"):
        labels = {row.label_zh, row.label_en, *row.other_names}
        coded = {f"{label} ({row.moe_code})" for label in (row.label_zh, row.label_en)}
        for name in {fold_term(name) for name in labels | coded if name}:
            found[name].append(row.pk)
    return dict(found)
