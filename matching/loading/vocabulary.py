"""The vocabulary tables as the engine counts them: positions instead of ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from matching import engine
from matching.loading.columns import Positions
from parks.choices.taxonomy import SkillKind
from parks.models import Discipline, Region, Skill, SkillRelation, Vocabulary

TABLES = (Skill, Region, Discipline, SkillRelation)
STATE = ("count(*)", "max(xmin::text::bigint)")


@dataclass(frozen=True)
class VocabularyIndex:
    """Position by id for skills, places and disciplines, and the trees over these positions.

    `labelled` are the skills by position, for showing.
    """

    version: str
    skills: dict[int, int]
    labelled: list[Skill]
    places: dict[int, int]
    disciplines: dict[int, int]
    vocabulary: engine.Vocabulary

    @cached_property
    def skill_positions(self) -> Positions:
        return Positions.of(self.skills)

    @cached_property
    def place_positions(self) -> Positions:
        return Positions.of(self.places)

    @cached_property
    def discipline_positions(self) -> Positions:
        return Positions.of(self.disciplines)

    @cached_property
    def certificates(self) -> NDArray[np.bool_]:
        """Whether a skill is a certificate or licence, by position, bool (skills,)."""
        return np.array([skill.kind == SkillKind.CERTIFICATE for skill in self.labelled], bool)


def load_vocabulary_index() -> VocabularyIndex:
    """Return the index of the loaded vocabulary; built once per process and state of its tables."""
    with connection.cursor() as cursor:
        cursor.execute(_state_query())
        version, *state = cursor.fetchone()
    return _index(version or "", tuple(state))


def _state_query() -> str:
    """Ask for the edition, and for the number of rows and the newest writer of each table.

    The system column `xmin` names the transaction that wrote a row, so any change shows in it.
    """
    quote = connection.ops.quote_name
    parts = [f"(SELECT version FROM {quote(Vocabulary._meta.db_table)})"]  # noqa: S608  our names
    for model in TABLES:
        table = quote(model._meta.db_table)
        parts += [f"(SELECT {part} FROM {table})" for part in STATE]  # noqa: S608
    return f"SELECT {', '.join(parts)}"


@lru_cache(maxsize=2)
def _index(version: str, _state: tuple[int | None, ...]) -> VocabularyIndex:
    skills = list(Skill.objects.order_by("code"))
    positions = {skill.pk: position for position, skill in enumerate(skills)}
    places = Region.objects.order_by("code").values_list("pk", "parent_id")
    disciplines = Discipline.objects.order_by("path").values_list("pk", "parent_id")
    place_positions, place_tree = _tree(places)
    discipline_positions, discipline_tree = _tree(disciplines)
    return VocabularyIndex(
        version=version,
        skills=positions,
        labelled=skills,
        places=place_positions,
        disciplines=discipline_positions,
        vocabulary=engine.Vocabulary(
            len(skills), place_tree, discipline_tree, _relations(positions)
        ),
    )


def _tree(rows: Iterable[tuple[int, int | None]]) -> tuple[dict[int, int], engine.Lists]:
    parents = dict(rows)
    positions = {pk: position for position, pk in enumerate(parents)}
    tree = [-1 if parent is None else positions[parent] for parent in parents.values()]
    return positions, engine.ancestors(tree)


def _relations(positions: dict[int, int]) -> engine.Relations:
    """For each skill held the skills it is a part of, in the order of their positions."""
    held: list[list[tuple[int, int]]] = [[] for _skill in positions]
    columns = SkillRelation.objects.order_by("pk").values_list("held_id", "asked_id", "quarters")
    for skill, asked, quarters in columns:
        held[positions[skill]].append((positions[asked], quarters))
    return engine.Relations.of(sorted(entries) for entries in held)
