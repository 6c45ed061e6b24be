"""Training offers from a JSON file: what each teaches, as the engine's numbers.

[{"name": "GMP course", "evidence": "certificate", "skills": [{"skill": "GMP", "level": 3}]}]
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from matching import engine
from matching.loading.graduates import EVIDENCE
from parks.choices.work import SkillLevel
from parks.models import Skill
from talent.choices.profiles import ClaimSource

AMBIGUOUS = -1
Taught = tuple[int, int, int]


class OffersError(ValueError):
    """The file is no list of offers; says where and why in one sentence."""


class Offer(NamedTuple):
    """A training by its name, and what it teaches: skill id, level 1..4, rank of the evidence."""

    name: str
    teaches: list[Taught]


def read_offers(path: Path) -> list[Offer]:
    """Read a file of offers.

    A skill is named by its code or by its label in either language, whatever the case; a level
    that is not stated is the lowest, evidence that is not stated the person's own word. Raises
    `OffersError`.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OffersError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise OffersError(f"{path} is no JSON in UTF-8.") from error
    if not isinstance(content, list):
        raise OffersError(f"{path} must hold a list of offers.")
    skills = _skills_by_name()
    return [_offer(entry, number, skills) for number, entry in enumerate(content, start=1)]


def _skills_by_name() -> dict[str, int]:
    """The id of each skill by its code and labels; a name that two skills share is ambiguous."""
    found: dict[str, int] = {}
    for pk, *names in Skill.objects.values_list("pk", "code", "label_en", "label_zh"):
        for name in {name.casefold() for name in names if name}:
            found[name] = pk if name not in found else AMBIGUOUS
    return found


def _offer(entry: Any, number: int, skills: dict[str, int]) -> Offer:
    if not isinstance(entry, dict) or not _is_text(entry.get("name")):
        raise OffersError(f"Offer {number} has no name.")
    where = f"Offer {number}, {entry['name']}"
    taught = entry.get("skills")
    if not isinstance(taught, list) or not taught:
        raise OffersError(f"{where}, teaches no skills.")
    evidence = _evidence(entry.get("evidence", ClaimSource.SELF), where)
    return Offer(entry["name"], list(_taught(taught, evidence, where, skills)))


def _evidence(value: Any, where: str) -> engine.Evidence:
    if value not in ClaimSource.values:
        known = ", ".join(ClaimSource.values)
        raise OffersError(f"{where}: the evidence is {value!r}, none of {known}.")
    return EVIDENCE[ClaimSource(value)]


def _taught(
    entries: list[Any], evidence: engine.Evidence, where: str, skills: dict[str, int]
) -> Iterator[Taught]:
    for entry in entries:
        if not isinstance(entry, dict) or not _is_text(entry.get("skill")):
            raise OffersError(f"{where}: a skill has no name.")
        level = entry.get("level", SkillLevel.AWARE)
        if type(level) is bool or level not in SkillLevel.values:
            raise OffersError(f"{where}: the level is {level!r}, none of 1, 2, 3, 4.")
        yield _skill(entry["skill"], where, skills), int(level), int(evidence)


def _skill(name: str, where: str, skills: dict[str, int]) -> int:
    found = skills.get(name.strip().casefold())
    if found is None:
        raise OffersError(f"{where}: there is no skill “{name}”.")
    if found == AMBIGUOUS:
        raise OffersError(f"{where}: several skills are called “{name}”; give its code.")
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
