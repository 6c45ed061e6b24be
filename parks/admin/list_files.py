"""A list of the web admin as a file: the columns that are shown, as plain cells."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from types import NoneType
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parks.imports.writing import csv_bytes, workbook_bytes

MOST_ROWS = 50_000
CHUNK = 1_000
CHECKBOX = "action_checkbox"
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of files, with what browsers call them."""

Cell = str | int | float


def is_too_long(rows: models.QuerySet) -> bool:
    return rows.order_by().values("pk")[: MOST_ROWS + 1].count() > MOST_ROWS


def list_file(office: Any, columns: Iterable[str], rows: models.QuerySet, form: str) -> bytes:
    """Write the columns of a list as a file; the rows are read a thousand at a time."""
    names = [name for name in columns if name != CHECKBOX]
    head = [capfirst(str(label_for_field(name, office.model, office))) for name in names]
    found = rows.iterator(chunk_size=CHUNK)
    lines = chain([head], ([cell_of(office, name, row) for name in names] for row in found))
    title = NOT_IN_TITLES.sub(" ", str(office.opts.verbose_name_plural))[:LONGEST_TITLE]
    return workbook_bytes([(title, lines)]) if form == "xlsx" else csv_bytes(lines)


def cell_of(office: Any, name: str, row: models.Model) -> Cell:
    """Return what the list shows of a row in one column, in words or as a number."""
    try:
        field, shown_by, value = lookup_field(name, row, office)
    except ObjectDoesNotExist:  # a row beside it that is not there is an empty cell
        return ""
    if field is None:
        return plain_value(_shown(shown_by, value))
    if field.is_relation:
        return plain_value(getattr(row, field.name))
    return plain_value(dict(field.flatchoices)[value] if _is_choice(field, value) else value)


def _is_choice(field: Any, value: Any) -> bool:
    return any(value == known for known, _words in field.flatchoices)


def _shown(shown_by: Any, value: Any) -> Any:
    """Unfold's columns with a colour return a key for it and the words."""
    is_coloured = getattr(shown_by, "label", False) and isinstance(value, tuple)
    return value[-1] if is_coloured else value


def plain_value(value: Any) -> Cell:
    """Return a number as it is, a time without its zone, anything else as text."""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    for kind, cell in KINDS:
        if isinstance(value, kind):
            return cell(value)
    return str(value)


def _minute(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(str(plain_value(value)) for value in values)


KINDS: tuple[tuple[Any, Callable[[Any], Cell]], ...] = (
    (NoneType, lambda _value: ""),
    ((int, float), lambda number: number),
    (Decimal, float),
    (datetime, _minute),
    (date, date.isoformat),
    ((list, tuple), _listed),
    (SafeData, strip_tags),
)
