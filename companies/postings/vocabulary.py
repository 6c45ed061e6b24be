"""What reading postings needs of the reference tables, read once per import."""

from dataclasses import dataclass, field

from parks.choices.taxonomy import SkillKind, VocabularyKind
from parks.loading import load_matcher, load_term_matcher
from parks.models import DegreeLevel, Discipline, Park, Region, Skill
from parks.vocabulary.matcher import Matcher

from .majors import Majors
from .phrases import Phrases
from .places import Places, RegionName


@dataclass(frozen=True)
class Vocabulary:
    """`degree_ids` maps codes of DegreeLevel to ids; `certificates` are ids of skills."""

    skills: Matcher[int]
    majors: Majors
    places: Places
    degree_ids: dict[str, int]
    certificates: frozenset[int] = frozenset()
    phrases: Phrases = field(default_factory=lambda: Phrases({}))


def load_vocabulary(park: Park) -> Vocabulary:
    """Read the vocabulary; of places with one name those near the park are meant."""
    return Vocabulary(
        skills=load_matcher(),
        majors=Majors(load_term_matcher(VocabularyKind.DISCIPLINE), _families()),
        places=Places(_regions(), near=park.region.code if park.region else ""),
        certificates=frozenset(
            Skill.objects.filter(kind=SkillKind.CERTIFICATE)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        phrases=Phrases(dict(Skill.objects.order_by("pk").values_list("code", "pk"))),
        degree_ids=dict(DegreeLevel.objects.order_by("rank").values_list("code", "pk")),
    )


def _families() -> dict[int, int]:
    """Map each discipline to the root of its tree."""
    rows = Discipline.objects.order_by("pk").values_list("pk", "code", "path")
    ids = {code: pk for pk, code, _path in rows}
    return {pk: ids[path.split("/")[0]] for pk, _code, path in rows}


def _regions() -> list[RegionName]:
    columns = ("pk", "code", "level", "label_zh", "label_en", "other_names")
    return [RegionName(*row) for row in Region.objects.order_by("code").values_list(*columns)]
