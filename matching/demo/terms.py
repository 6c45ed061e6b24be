"""The vocabulary as the demo needs it: for each code its row and its labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model

from matching.demo.reading import asked, parks, roles, tracks, universities, words
from parks.models import ChainStage, DegreeLevel, Discipline, Occupation, Region, Skill


class DemoError(Exception):
    """Demo data cannot be made here; says why."""


class Term(NamedTuple):
    id: int
    zh: str
    en: str


@dataclass(frozen=True)
class Terms:
    skills: Mapping[str, Term]
    disciplines: Mapping[str, Term]
    degrees: Mapping[str, Term]
    stages: Mapping[str, Term]
    regions: Mapping[str, Term]
    occupations: Mapping[str, Term]


def read_terms() -> Terms:
    """Read the vocabulary; raises DemoError when it lacks a term that the content names."""
    terms = Terms(
        skills=_rows(Skill),
        disciplines=_rows(Discipline),
        degrees=_rows(DegreeLevel),
        stages=_rows(ChainStage),
        regions=_rows(Region),
        occupations=_rows(Occupation),
    )
    _require("skill", skill_codes(), terms.skills)
    _require("discipline", discipline_codes(), terms.disciplines)
    _require("degree", degree_codes(), terms.degrees)
    _require("chain stage", stage_codes(), terms.stages)
    _require("region", region_codes(), terms.regions)
    _require("occupation", occupation_codes(), terms.occupations)
    return terms


def skill_codes() -> set[str]:
    """Return every skill that the content names."""
    graduate = words("personas")["graduate"]
    held = [*graduate["own_skills"], *graduate["roster_skills"], *graduate["certified_skills"]]
    levels = words("loop")["scheme"]["levels"]
    held.extend(text for level in levels for text in level)
    common = words("phrases")["profile"]["common_skills"]
    named = {asked(text).skill for text in (*held, *common)}
    return named | {skill.skill for role in roles().values() for skill in role.skills}


def discipline_codes() -> set[str]:
    graduate = words("personas")["graduate"]
    named = {graduate["discipline"], graduate["first_discipline"]}
    for track in tracks().values():
        named.update(track.accepts, *track.studied.values())
    named.update(*(school.programmes for school in universities()))
    return named


def degree_codes() -> set[str]:
    return {degree for track in tracks().values() for degree in track.degrees}


def stage_codes() -> set[str]:
    kinds = words("companies")["kinds"].values()
    named = {stage for kind in kinds for stage in kind["stages"]}
    return named | {role.stage for role in roles().values()}


def occupation_codes() -> set[str]:
    return {role.occupation for role in roles().values() if role.occupation}


def region_codes() -> set[str]:
    named = {place.region for place in (*parks(), *universities())}
    named.update(*(park.regions for park in parks()), *(park.wanted for park in parks()))
    return named | set(words("personas")["graduate"]["wanted_places"])


def _rows(model: type[Model]) -> dict[str, Term]:
    rows = model.objects.order_by("pk").values_list("code", "pk", "label_zh", "label_en")
    return {code: Term(*rest) for code, *rest in rows}


def _require(noun: str, codes: Iterable[str], known: Mapping[str, Term]) -> None:
    missing = sorted(set(codes) - known.keys())
    if missing:
        raise DemoError(
            f"The loaded vocabulary has no {noun} {missing[0]}: run “manage.py load_vocabulary” "
            "of this release first."
        )
