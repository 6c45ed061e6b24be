"""Degrees, disciplines and skills by whatever name a collection gives them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from parks.models import DegreeLevel, Discipline, Skill, SkillAlias
from parks.vocabulary.folding import fold_term


@dataclass(frozen=True)
class Names:
    """By folded name: codes of degrees, ids of disciplines (ascending) and ids of skills."""

    degrees: dict[str, str]
    disciplines: dict[str, tuple[int, ...]]
    skills: dict[str, int]

    @classmethod
    def load(cls) -> Self:
        return cls(_degrees(), _disciplines(), _skills())

    def degree(self, name: str) -> str:
        """Return the code of a degree named by its code or in either language, "" for no degree."""
        return self.degrees.get(fold_term(name), "")

    def discipline(self, name: str) -> tuple[int, ...]:
        """Return the disciplines of a code or name; one name may stand in several catalogues."""
        return self.disciplines.get(fold_term(name), ())

    def skill(self, name: str) -> int | None:
        """Return the skill of a code, of a label in either language, or of any of its aliases."""
        return self.skills.get(fold_term(name))


def _degrees() -> dict[str, str]:
    columns = ("code", "label_en", "label_zh", "other_names")
    rows = DegreeLevel.objects.order_by("rank").values_list(*columns)
    named = ((name, code) for code, *labels, others in rows for name in (code, *labels, *others))
    return _first(named)


def _disciplines() -> dict[str, tuple[int, ...]]:
    columns = ("pk", "code", "moe_code", "label_en", "label_zh", "other_names")
    found: dict[str, set[int]] = defaultdict(set)
    for pk, *labels, others in Discipline.objects.order_by("pk").values_list(*columns):
        for name in filter(None, map(fold_term, (*labels, *others))):
            found[name].add(pk)
    return {name: tuple(sorted(pks)) for name, pks in found.items()}


def _skills() -> dict[str, int]:
    """Codes and labels come before aliases, which people may have added."""
    rows = list(Skill.objects.order_by("code").values_list("pk", "code", "label_en", "label_zh"))
    labels = ((name, pk) for pk, *labels in rows for name in labels)
    aliases = SkillAlias.objects.order_by("language", "pk").values_list("text", "skill_id")
    return _first([*labels, *aliases])


def _first(named: Iterable[tuple[str, int | str]]) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for name, value in named:
        found.setdefault(fold_term(name), value)
    return found
