"""From titles of postings to occupations; the index is built once per state of the vocabulary."""

from functools import lru_cache
from typing import Any

from django.contrib.postgres.aggregates import BitXor
from django.db.models import BigIntegerField, Count, Func, TextField, Value

from parks.models import Occupation
from parks.titles.index import TitleIndex
from parks.titles.likeness import Entry

SURE, CLEAR = 1.4, 0.2
"""The least score of an occupation that a title is taken for, and its least lead over the next."""


class NoOccupationsError(Exception):
    """The vocabulary holds no occupations yet, so nothing can be ranked."""


def load_title_index() -> TitleIndex:
    """Return the index that ranks all occupations for a title.

    A process builds it once (two seconds for the whole national table) and again after any change
    to an occupation, which one query finds out. Raise NoOccupationsError without occupations.
    """
    rows, digest = _state()
    if not rows:
        raise NoOccupationsError
    return _index(rows, digest)


def normalise_title(title: str) -> Occupation | None:
    """Return the occupation that a title surely means, or None.

    For many titles in a row take `load_title_index` once and `code_of` for each.
    """
    try:
        index = load_title_index()
    except NoOccupationsError:
        return None
    code = code_of(title, index)
    return Occupation.objects.filter(code=code).first() if code else None


def code_of(title: str, index: TitleIndex) -> str:
    """Return the code of the occupation that a title surely means, or ""."""
    best, *others = index.rank(title, most=2)
    lead = best.score - (others[0].score if others else 0)
    return best.code if best.score >= SURE and lead >= CLEAR else ""


def _state() -> tuple[int, int | None]:
    """Return how many occupations there are and a digest of all that the index is made of."""
    other_names = Func("other_names", Value("|"), function="array_to_string")
    cells = ("code", "label_en", "label_zh", other_names, "definition", "tasks")
    row = Func(Value("\n"), *cells, function="concat_ws", output_field=TextField())
    digest = Func(row, Value(0), function="hashtextextended", output_field=BigIntegerField())
    state: dict[str, Any] = Occupation.objects.aggregate(rows=Count("pk"), digest=BitXor(digest))
    return state["rows"], state["digest"]


@lru_cache(maxsize=2)
def _index(_rows: int, _digest: int | None) -> TitleIndex:
    columns = ("code", "label_zh", "label_en", "other_names", "definition", "tasks")
    rows = Occupation.objects.order_by("code").values_list(*columns)
    return TitleIndex(
        Entry(code, tuple(dict.fromkeys((label_zh, label_en, *names))), f"{definition}\n{tasks}")
        for code, label_zh, label_en, names, definition, tasks in rows
    )
