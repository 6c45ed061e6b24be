"""Columns of whole numbers: what they are in SQL, and how their entries are put into rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    Expression,
    Field,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from matching.engine.tables import offsets_of
from matching.loading.copying import Table, copy_table

NULL = -1
OWNER = "owner"
FOUND_AT_ONCE = 1 << 18
FIELDS: dict[str, type[Field]] = {
    "i2": SmallIntegerField,
    "i4": IntegerField,
    "i8": BigIntegerField,
}


class Whole(NamedTuple):
    """A column of whole numbers: what it is in SQL, and its type, "b1", "i2", "i4" or "i8".

    NULL is read as -1; a "b1", which is bool, must not be NULL.
    """

    expression: Expression | str
    dtype: str = "i8"

    def sql(self) -> Expression | str:
        if self.dtype == "b1":
            return self.expression
        filled = Coalesce(self.expression, Value(NULL), output_field=BigIntegerField())
        return Cast(filled, FIELDS[self.dtype]())


class Details(NamedTuple):
    """Rows that belong to others through the foreign key `owner`: many claims to one profile.

    Their columns are whole numbers, no bools.
    """

    rows: QuerySet
    owner: str
    columns: Mapping[str, Whole]

    def of(self, owners: QuerySet) -> Table:
        """The details of these owners, in no order; the column "owner" holds whose each one is."""
        mine = self.rows.filter(**{f"{self.owner}__in": owners.order_by().values("pk")})
        return copied(mine, {OWNER: Whole(f"{self.owner}_id"), **self.columns})

    def nested(self) -> ArraySubquery:
        """The details of one owner as a column of the owners' query: an array of arrays."""
        mine = self.rows.filter(**{self.owner: OuterRef("pk")})
        numbers = [whole.sql() for whole in self.columns.values()]
        return ArraySubquery(mine.values_list(_Array(*numbers)))

    def unnested(self, ids: NDArray[np.int64], nested: Sequence[list[list[int]]]) -> Table:
        """The table that `of` gives, from what `nested` brought for the owners `ids`."""
        flat = np.array([entry for entries in nested for entry in entries], np.int64)
        values = flat.reshape(-1, len(self.columns)).T
        table = {OWNER: np.repeat(ids, [len(entries) for entries in nested])}
        for column, (name, whole) in zip(values, self.columns.items(), strict=True):
            table[name] = column.astype(whole.dtype)
        return table


class _Array(Func):
    template = "ARRAY[%(expressions)s]"
    output_field = ArrayField(BigIntegerField())


def copied(rows: QuerySet, columns: Mapping[str, Whole]) -> Table:
    """These columns of many rows, in the order of the query."""
    values = rows.values_list(*(whole.sql() for whole in columns.values()))
    return copy_table(values, {name: whole.dtype for name, whole in columns.items()})


def rank_in(field: str, values: Sequence[str]) -> Whole:
    """The place of a text among `values`, from 0; -1 when it is none of them."""
    cases = [When(**{field: value}, then=Value(rank)) for rank, value in enumerate(values)]
    return Whole(Case(*cases, default=Value(NULL), output_field=IntegerField()), "i2")


class DayNumber(Func):
    """A date as `date.toordinal` counts it; the first of January of the year 1 is day 1."""

    template = "(%(expressions)s - DATE '0001-01-01' + 1)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Positions:
    """Where ids stand: `ids` int64, ascending, and the position of each, int64."""

    ids: NDArray[np.int64]
    positions: NDArray[np.int64]

    @classmethod
    def of(cls, positions: Mapping[int, int]) -> Self:
        ids = np.array(sorted(positions), np.int64)
        return cls(ids, np.array([positions[pk] for pk in ids.tolist()], np.int64))

    @classmethod
    def in_order(cls, ids: NDArray[np.int64]) -> Self:
        """Of ids that ascend and are counted from 0."""
        return cls(ids, np.arange(ids.size))

    def find(self, ids: NDArray) -> NDArray[np.int64]:
        """The position of each id, -1 for one that is not among them, int64 (n,)."""
        found = np.full(len(ids), NULL, np.int64)
        for start in range(0, len(ids) if self.ids.size else 0, FOUND_AT_ONCE):
            asked = ids[start : start + FOUND_AT_ONCE]
            place = np.minimum(np.searchsorted(self.ids, asked), self.ids.size - 1)
            there = self.ids[place] == asked
            found[start : start + FOUND_AT_ONCE][there] = self.positions[place[there]]
        return found


def grouped(rows: NDArray, count: int, *keys: NDArray) -> tuple[NDArray, NDArray]:
    """Sort entries by their row, int (n,), then by `keys`; leave out those of row -1.

    Returns `offsets`, int64 (count + 1,), and the entries in their new order, int64 (kept,).
    """
    order = np.lexsort((*reversed(keys), rows))
    order = order[np.searchsorted(rows[order], 0) :]
    return offsets_of(np.bincount(rows[order], minlength=count)), order
