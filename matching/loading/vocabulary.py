"""The vocabulary tables as the engine counts them: positions instead of ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from matching import engine
from parks.models import Discipline, Region, Skill, Vocabulary

TABLES = (Skill, Region, Discipline)


@dataclass(frozen=True)
class VocabularyIndex:
    """Position by id for skills, places and disciplines, and the trees over these positions."""

    version: str
    skills: dict[int, int]
    places: dict[int, int]
    disciplines: dict[int, int]
    vocabulary: engine.Vocabulary

    @property
    def skill_ids(self) -> list[int]:
        return list(self.skills)


def load_vocabulary_index() -> VocabularyIndex:
    """Return the index of the loaded vocabulary; built once per process and state of its tables."""
    with connection.cursor() as cursor:
        cursor.execute(_state_query())
        version, *state = cursor.fetchone()
    return _index(version or "", tuple(state))


def _state_query() -> str:
    """Ask for the edition, and for the number of rows and the newest id of each table."""
    quote = connection.ops.quote_name
    parts = [f"(SELECT version FROM {quote(Vocabulary._meta.db_table)})"]  # noqa: S608  our names
    for model in TABLES:
        table = quote(model._meta.db_table)
        parts += [f"(SELECT {part} FROM {table})" for part in ("count(*)", "max(id)")]  # noqa: S608
    return f"SELECT {', '.join(parts)}"


@lru_cache(maxsize=2)
def _index(version: str, _state: tuple[int | None, ...]) -> VocabularyIndex:
    skills = Skill.objects.order_by("code").values_list("pk", flat=True)
    places = Region.objects.order_by("code").values_list("pk", "parent_id")
    disciplines = Discipline.objects.order_by("path").values_list("pk", "parent_id")
    place_positions, place_tree = _tree(places)
    discipline_positions, discipline_tree = _tree(disciplines)
    return VocabularyIndex(
        version=version,
        skills={pk: position for position, pk in enumerate(skills)},
        places=place_positions,
        disciplines=discipline_positions,
        vocabulary=engine.Vocabulary(len(skills), place_tree, discipline_tree),
    )


def _tree(rows: Iterable[tuple[int, int | None]]) -> tuple[dict[int, int], engine.Lists]:
    parents = dict(rows)
    positions = {pk: position for position, pk in enumerate(parents)}
    tree = [-1 if parent is None else positions[parent] for parent in parents.values()]
    return positions, engine.ancestors(tree)
