"""The vocabulary tables as the engine counts them: positions instead of ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matching import engine
from parks.models import Discipline, Region, Skill, Vocabulary


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
    """Return the index of the loaded vocabulary; read once per process and edition."""
    row = Vocabulary.objects.values_list("version", "loaded_at").first()
    skills = Skill.objects.count() if row is None else 0
    return _index(*(row or ("", None)), skills)


@lru_cache(maxsize=2)
def _index(version: str, _loaded_at: object, _skills: int) -> VocabularyIndex:
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
