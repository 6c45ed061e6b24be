"""From the rows of the vocabulary to text matchers; each is built once per edition and mending."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from parks.choices.taxonomy import AliasUse, VocabularyKind
from parks.models import (
    DegreeLevel,
    Discipline,
    FalseFriend,
    Occupation,
    Region,
    SkillAlias,
    Vocabulary,
)
from parks.models.taxonomy import AlsoCalled
from parks.vocabulary.folding import fold_term
from parks.vocabulary.matcher import Matcher, Term
from parks.vocabulary.places import Places, RegionName

Edition = tuple[str, datetime, int, datetime]
TERMS: dict[VocabularyKind, type[AlsoCalled]] = {
    VocabularyKind.DISCIPLINE: Discipline,
    VocabularyKind.DEGREE: DegreeLevel,
    VocabularyKind.REGION: Region,
    VocabularyKind.OCCUPATION: Occupation,
}


def load_matcher() -> Matcher[int]:
    """Return the matcher that finds skills, by their ids, in text of either language."""
    edition = _edition()
    return _skill_matcher(edition) if edition else _skill_matcher.__wrapped__(None)


def load_term_matcher(kind: VocabularyKind) -> Matcher[tuple[int, ...]]:
    """Return the matcher for disciplines, degree levels, regions or occupations.

    One name may belong to several rows (药学 is a major of three catalogues), so a find names
    the ids of all of them, in ascending order.
    """
    edition = _edition()
    return _term_matcher(kind, edition) if edition else _term_matcher.__wrapped__(kind, None)


def load_places(*, near: str = "") -> Places:
    """Return what reads single places; `near` is the code of a region, as for Places."""
    columns = ("pk", "code", "level", "label_zh", "label_en", "other_names")
    rows = Region.objects.order_by("code").values_list(*columns)
    return Places([RegionName(*row) for row in rows], near=near)


def vocabulary_state() -> str:
    """Name the edition of the vocabulary and the mendings since: equal when nothing changed."""
    return " ".join(str(part) for part in _edition() or ())


def _edition() -> Edition | None:
    state = Vocabulary.objects.with_state_of_aliases()
    return state.values_list("version", "loaded_at", "aliases", "mended_at").first()


@lru_cache(maxsize=2)
def _skill_matcher(_edition: Edition | None) -> Matcher[int]:
    aliases = SkillAlias.objects.found_in_text().order_by("language", "pk")
    rows = aliases.values_list("skill_id", "text", "folded", "use", "skill__group__code")
    terms = {
        folded: Term(skill, text, use != AliasUse.TEXT, group, use == AliasUse.BESIDE)
        for skill, text, folded, use, group in rows
    }
    return Matcher([*_false_friends(VocabularyKind.SKILL, terms), *terms.values()])


@lru_cache(maxsize=8)
def _term_matcher(kind: VocabularyKind, _edition: Edition | None) -> Matcher[tuple[int, ...]]:
    named: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {}
    rows = TERMS[kind].objects.values_list("pk", "label_en", "label_zh", "other_names")
    for pk, label_en, label_zh, other_names in rows.order_by("pk"):
        for name in (label_en, label_zh, *other_names):
            named[fold_term(name)].add(pk)
            written.setdefault(fold_term(name), name)
    terms = {folded: Term(tuple(sorted(pks)), written[folded]) for folded, pks in named.items()}
    return Matcher([*_false_friends(kind, terms), *terms.values()])


def _false_friends(kind: VocabularyKind, known: Iterable[str]) -> list[Term]:
    """A false friend that is a term as well gives way to the term."""
    texts = FalseFriend.objects.filter(vocabulary=kind).values_list("text", flat=True)
    return [Term(None, text) for text in texts if fold_term(text) not in known]
