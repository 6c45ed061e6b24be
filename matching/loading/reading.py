"""What is read of profiles and openings: by COPY for many of them, by one query for few.

Both ways give the same arrays, so that the explanation of a pair on a page and a nightly run
cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from numpy.typing import NDArray

from matching import engine
from matching.loading.columns import Details, Whole, copied
from matching.loading.copying import Table
from matching.loading.texts import WRITTEN, copy_texts, unpack_texts

GAP, GAP_VALUE = "/* owners */ %s", object()


class Side(NamedTuple):
    """Profiles or openings as read: facts in the order of the ids, details in no order."""

    ids: NDArray[np.int64]
    facts: Table
    details: dict[str, Table]
    texts: engine.Texts


class Statement(NamedTuple):
    """Compiled SQL with a gap for a subquery, the values before the gap and those behind it."""

    sql: str
    before: tuple[Any, ...]
    behind: tuple[Any, ...]


@dataclass(frozen=True)
class Reading:
    """What to read of the rows of a model. `read` and `read_few` return the same."""

    model: type[Model]
    facts: Mapping[str, Whole]
    details: Mapping[str, Details]

    def read(self, rows: QuerySet) -> Side:
        """Read many rows by COPY, one statement per table; call it within one snapshot."""
        facts = copied(rows.order_by("pk"), {"pk": Whole("pk"), **self.facts})
        ids = facts.pop("pk")
        details = {name: details.of(rows) for name, details in self.details.items()}
        return Side(ids, facts, details, copy_texts(rows, ids))

    def read_few(self, rows: QuerySet) -> Side:
        """Read some rows by one query, which Django compiles but once: it has many columns."""
        found = self._found(rows.order_by().values("pk"))
        width = 1 + len(self.facts) + len(self.details) + len(WRITTEN)
        return self._side(*(zip(*found, strict=True) if found else [()] * width))

    def _found(self, owners: QuerySet) -> list[tuple]:
        sql, before, behind = self.statement
        try:
            subquery, values = owners.query.sql_with_params()
        except EmptyResultSet:  # such as `none()`: Django asks no database
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql.replace(GAP, subquery), (*before, *values, *behind))
            return cursor.fetchall()

    def _side(self, pks: tuple[int, ...], *columns: tuple) -> Side:
        ids, rest = np.array(pks, np.int64), iter(columns)
        facts = {name: np.array(next(rest), whole.dtype) for name, whole in self.facts.items()}
        details = {
            name: details.unnested(ids, next(rest)) for name, details in self.details.items()
        }
        return Side(ids, facts, details, unpack_texts(*rest))

    @cached_property
    def statement(self) -> Statement:
        facts = [whole.sql() for whole in self.facts.values()]
        nested = [details.nested() for details in self.details.values()]
        rows = self.model.objects.filter(pk__in=RawSQL(GAP, [GAP_VALUE])).order_by("pk")  # noqa: S611
        sql, values = rows.values_list("pk", *facts, *nested, *WRITTEN).query.sql_with_params()
        gap = values.index(GAP_VALUE)
        return Statement(sql, values[:gap], values[gap + 1 :])
