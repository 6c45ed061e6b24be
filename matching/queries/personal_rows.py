"""Rows as plain data that a person can read and another program can load."""

from collections.abc import Iterable
from typing import Any

from django.db import models

Row = dict[str, Any]

OWN = frozenset({"id", "profile", "user", "password"})
"""Left out everywhere: numbers of our own, whose data it is, and the digest of the password."""


def row_data(row: models.Model, *, leave_out: Iterable[str] = ()) -> Row:
    """Return the fields of one row by name; a row it points at becomes its name."""
    hidden = OWN.union(leave_out)
    fields = [field for field in row._meta.concrete_fields if field.name not in hidden]
    return {field.name: _value(row, field) for field in fields if _is_plain(field)}


def rows_data(rows: models.QuerySet, *, leave_out: Iterable[str] = ()) -> list[Row]:
    """Return all rows, oldest first, with what they point at fetched along."""
    hidden = OWN.union(leave_out)
    pointers = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.is_relation and field.name not in hidden
    ]
    found = rows.select_related(*pointers) if pointers else rows
    return [row_data(row, leave_out=leave_out) for row in found.order_by("pk")]


def _is_plain(field: models.Field) -> bool:
    """Packed numbers and files are no text; the files themselves lie beside the data."""
    return not isinstance(field, models.BinaryField | models.FileField)


def _value(row: models.Model, field: models.Field) -> Any:
    if not field.is_relation:
        return field.value_from_object(row)
    target = getattr(row, field.name)
    return None if target is None else str(target)
