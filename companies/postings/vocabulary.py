"""What reading postings needs of the reference tables, read once per import."""

from collections import Counter
from dataclasses import dataclass, field

from parks.choices.taxonomy import SkillKind, SkillRelationKind, VocabularyKind
from parks.loading import load_matcher, load_places, load_term_matcher
from parks.models import DegreeLevel, Discipline, Park, Skill, SkillRelation
from parks.vocabulary.matcher import Matcher
from parks.vocabulary.places import Places

from .majors import Majors
from .passing import NO_TERMS, Terms
from .phrases import Phrases

TECHNICAL = (SkillKind.METHOD, SkillKind.TOOL, SkillKind.KNOWLEDGE, SkillKind.REGULATION)
WIDE = 5
"""A term with so many special cases is the name of a field as often as that of a skill."""


@dataclass(frozen=True)
class Vocabulary:
    """`degree_ids` maps codes of DegreeLevel to ids; `terms` tells what is special of a skill."""

    skills: Matcher[int]
    majors: Majors
    places: Places
    degree_ids: dict[str, int]
    terms: Terms = NO_TERMS
    phrases: Phrases = field(default_factory=lambda: Phrases({}))


def load_vocabulary(park: Park) -> Vocabulary:
    """Read the vocabulary; of places with one name those near the park are meant."""
    return Vocabulary(
        skills=load_matcher(),
        majors=Majors(load_term_matcher(VocabularyKind.DISCIPLINE), _families()),
        places=load_places(near=park.region.code if park.region else ""),
        terms=_terms(),
        phrases=Phrases(dict(Skill.objects.order_by("pk").values_list("code", "pk"))),
        degree_ids=dict(DegreeLevel.objects.order_by("rank").values_list("code", "pk")),
    )


def _terms() -> Terms:
    rows = list(Skill.objects.order_by("pk").values_list("pk", "kind", "group_id"))
    kinds = [(pk, kind) for pk, kind, _group in rows]
    technical = frozenset(pk for pk, kind in kinds if kind in TECHNICAL)
    narrower = SkillRelation.objects.filter(kind=SkillRelationKind.NARROWER)
    cases = Counter(narrower.order_by("pk").values_list("asked_id", flat=True))
    return Terms(
        certificates=frozenset(pk for pk, kind in kinds if kind == SkillKind.CERTIFICATE),
        technical=technical,
        fields=frozenset(pk for pk, kind in kinds if kind == SkillKind.KNOWLEDGE),
        wide=frozenset(pk for pk, number in cases.items() if number >= WIDE) & technical,
        groups={pk: group for pk, _kind, group in rows},
    )


def _families() -> dict[int, int]:
    """Map each discipline to the root of its tree."""
    rows = Discipline.objects.order_by("pk").values_list("pk", "code", "path")
    ids = {code: pk for pk, code, _path in rows}
    return {pk: ids[path.split("/")[0]] for pk, _code, path in rows}
