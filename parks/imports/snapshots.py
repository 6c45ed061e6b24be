"""Whole rows as JSON, exact to the byte: kept before an import, put back when it is reverted."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, models
from psycopg2.sql import SQL, Identifier

TableRows = list[dict[str, Any]]
Snapshot = dict[str, TableRows]
"""The rows of each table of which one row of the noun consists, by the name of the table."""


class Part(NamedTuple):
    """A table in which rows of the noun live; `column` holds the id of the noun.

    Where that is the key of the table as well, it holds the other half of the row itself, as a
    child table does.
    """

    model: type[models.Model]
    column: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def is_half(self) -> bool:
        return self.column == self.model._meta.pk.column


class Snapshots:
    """Takes and puts back rows of `model` with those of its parts, which belong to it alone."""

    def __init__(self, model: type[models.Model], parts: Sequence[Part] = ()) -> None:
        self._model = model
        self._all = (Part(model, model._meta.pk.column), *parts)

    def lock(self, ids: Sequence[int]) -> None:
        """Keep rows from being changed, deleted or pointed at, to the end of the transaction."""
        rows = self._model._default_manager.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))

    def take(self, ids: Sequence[int]) -> dict[int, Snapshot]:
        """Return the rows as they are now; an id that is not there has no entry."""
        snapshots: dict[int, Snapshot] = defaultdict(dict)
        for part in self._all:
            for pk, rows in _rows(part, ids):
                snapshots[pk][part.table] = rows
        own = self._all[0].table
        return {pk: snapshot for pk, snapshot in snapshots.items() if own in snapshot}

    def put_back(self, snapshots: Mapping[int, Snapshot]) -> None:
        """Write rows that are still there as they were, with the same ids and times."""
        for part in self._all:
            if part.is_half:
                _update(part, _joined(part, snapshots))
            else:
                _replace(part, list(snapshots), _joined(part, snapshots))


def digest_of(snapshot: Snapshot) -> str:
    """Return a hash of a snapshot that any change of the row changes."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(part: Part, ids: Sequence[int]) -> Iterable[tuple[int, TableRows]]:
    order = part.model._meta.pk.column
    statement = SQL(
        "SELECT {column}, jsonb_agg(to_jsonb(part) ORDER BY {order})::text"
        " FROM {table} AS part WHERE {column} = ANY(%s) GROUP BY {column}"
    ).format(column=Identifier(part.column), order=Identifier(order), table=Identifier(part.table))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return [(pk, json.loads(rows)) for pk, rows in cursor.fetchall()]


def _joined(part: Part, snapshots: Mapping[int, Snapshot]) -> TableRows:
    return [row for snapshot in snapshots.values() for row in snapshot.get(part.table, ())]


def _update(part: Part, rows: TableRows) -> None:
    key = part.model._meta.pk.column
    columns = [Identifier(name) for name in _columns(part) if name != key]
    statement = SQL(
        "UPDATE {table} AS now SET ({columns}) = ROW({before})"
        " FROM jsonb_populate_recordset(NULL::{table}, %s) AS before WHERE now.{key} = before.{key}"
    ).format(
        table=Identifier(part.table),
        columns=SQL(", ").join(columns),
        before=SQL(", ").join(SQL("before.{}").format(column) for column in columns),
        key=Identifier(key),
    )
    _execute(statement, [json.dumps(rows)])


def _replace(part: Part, ids: list[int], rows: TableRows) -> None:
    names = {"table": Identifier(part.table), "column": Identifier(part.column)}
    columns = SQL(", ").join(map(Identifier, _columns(part)))
    _execute(SQL("DELETE FROM {table} WHERE {column} = ANY(%s)").format(**names), [ids])
    _execute(
        SQL(
            "INSERT INTO {table} ({columns}) SELECT {columns}"
            " FROM jsonb_populate_recordset(NULL::{table}, %s)"
        ).format(columns=columns, **names),
        [json.dumps(rows)],
    )


def _columns(part: Part) -> list[str]:
    return [field.column for field in part.model._meta.local_concrete_fields]


def _execute(statement: Any, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
