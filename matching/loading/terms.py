"""Keeps the words of profiles and openings as numbers, up to date with their texts.

A text is read again only when its digest differs from the one kept with its words; PostgreSQL
compares them, so that unchanged texts never leave it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import BinaryField, F, Func, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from numpy.typing import NDArray

from companies.models import Opening
from matching.loading.copying import copy_table
from matching.loading.topics import Topics, load_topics
from matching.loading.words import EDITION, pack_terms
from matching.models import OpeningTerms, ProfileTerms
from matching.models.texts import Terms
from parks.models import Park
from talent.models import Education, Experience, Profile

IDS_AT_ONCE = 5_000
LINE = Value("\n")


class Source(NamedTuple):
    """Whose text is read, as an expression of SQL, and where its words are kept."""

    model: type[models.Model]
    text: Concat
    kept: type[Terms]
    owner: str
    asked: bool


class _Lines(Func):
    function = "array_to_string"
    output_field = TextField()


class _Digest(Func):
    template = "sha256(convert_to(%(expressions)s, 'UTF8'))"
    output_field = BinaryField()


def _lines_of(model: type[models.Model], *columns: str) -> _Lines:
    """The texts of what belongs to a profile, one below the other."""
    rows = model.objects.filter(profile=OuterRef("pk")).order_by("pk")
    return _Lines(ArraySubquery(rows.values_list(_joined(*columns))), LINE)


def _joined(*columns: str | Func) -> Concat:
    parts = [part for column in columns for part in (LINE, column)]
    return Concat(*parts, LINE, output_field=TextField())


PROFILES = Source(
    Profile,
    _joined(
        "headline",
        "summary",
        _lines_of(Experience, "title", "text"),
        _lines_of(Education, "discipline_text"),
    ),
    ProfileTerms,
    "profile_id",
    asked=False,
)
TITLES = ("title_zh", "title_en")
OPENINGS = Source(
    Opening,
    # What the title names, the work is about: it counts three times.
    _joined(*TITLES, *TITLES, *TITLES, "text_zh", "text_en"),
    OpeningTerms,
    "opening_id",
    asked=True,
)


def refresh_terms(park: Park) -> int:
    """Read what is new in the texts of a park's market; return how many texts were read."""
    people = Profile.objects.filter(parks=park, in_matching=True)
    offers = Opening.objects.published().filter(park=park)
    return refresh_terms_of(_ids(people), _ids(offers))


def refresh_terms_of(profile_ids: Iterable[int], opening_ids: Iterable[int]) -> int:
    """Read what is new in the texts of these; return how many texts were read."""
    return _refresh(PROFILES, profile_ids) + _refresh(OPENINGS, opening_ids)


def _ids(rows: QuerySet) -> NDArray[np.int64]:
    return copy_table(rows.values_list("pk"), {"pk": "i8"})["pk"]


def _refresh(source: Source, ids: Iterable[int]) -> int:
    return sum(_refresh_some(source, some) for some in _chunks(ids))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = np.unique(np.fromiter(ids, np.int64))
    for start in range(0, ordered.size, IDS_AT_ONCE):
        yield ordered[start : start + IDS_AT_ONCE].tolist()


@transaction.atomic
def _refresh_some(source: Source, ids: list[int]) -> int:
    """Read the changed texts among these; their rows are held so that none goes meanwhile."""
    read = source.text
    topics = load_topics()
    edited = Concat(Value(f"{EDITION} {topics.state}"), read, output_field=TextField())
    rows = source.model.objects.filter(pk__in=ids).annotate(digest=_Digest(edited))
    changed = rows.exclude(match_terms__digest=F("digest")).order_by("pk")
    held = changed.select_for_update(of=("self",), no_key=True).values_list("pk", read, "digest")
    kept = [_kept(source, topics, pk, text, digest) for pk, text, digest in held]
    source.kept.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=[source.owner],
        update_fields=["digest", "terms", "counts"],
    )
    return len(kept)


def _kept(source: Source, topics: Topics, pk: int, text: str, digest: memoryview) -> Terms:
    packed = pack_terms(text, topics.in_text(text, asked=source.asked))
    values = {"digest": bytes(digest), "terms": packed.terms, "counts": packed.counts}
    return source.kept(**{source.owner: pk}, **values)
