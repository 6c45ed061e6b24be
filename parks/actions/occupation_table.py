"""Reading the national table of occupations: code, name, aliases, definition, tasks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from parks.imports.cells import read_text, read_words
from parks.imports.errors import CellError, ImportFileError
from parks.imports.headings import Headings
from parks.imports.lines import Line
from parks.imports.reports import RefusedRow
from parks.imports.tables import Table
from parks.titles.codes import canonical_code
from parks.vocabulary.folding import fold_term

HEADINGS = Headings(
    {
        "code": ("code", "职业编码", "职业代码", "编码", "代码"),
        "name": ("name", "职业名称", "名称", "职业"),
        "aliases": ("aliases", "alias", "other names", "别名", "其他名称"),
        "definition": ("definition", "职业定义", "定义"),
        "tasks": ("tasks", "main tasks", "主要工作任务", "工作任务"),
    }
)
LONGEST_NAME = 160
SEPARATORS = ("|｜\n", ";；", ",，")
"""What stands between aliases: the first of these that the cell holds."""
MARK = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(?:L/S|S/L|L|S)$")
"""The classification marks green (L) and digital (S) occupations behind their names."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class OccupationRow:
    code: str
    name: str
    aliases: tuple[str, ...]
    definition: str
    tasks: str


class _RefusedError(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


def read_occupations(table: Table) -> tuple[list[OccupationRow], list[RefusedRow]]:
    """Return the occupations of a table and the lines that cannot be one, with the reason.

    A code may stand twice if the name is the same; the two are then one, with the aliases of both.
    Raise ImportFileError for a table without codes, names or rows.
    """
    if missing := [name for name in ("code", "name") if name not in table.columns]:
        raise ImportFileError(_("The table has no column “%(name)s”.") % {"name": missing[0]})
    rows: dict[str, OccupationRow] = {}
    refused = []
    for line in table.lines:
        try:
            row = _LineReader(line, table).row()
            rows[row.code] = _joined(row, rows.get(row.code), table)
        except _RefusedError as refusal:
            refused.append(RefusedRow(line.number, refusal.column, str(refusal)))
    if not rows and not refused:
        raise ImportFileError(_("The file holds no rows."))
    return list(rows.values()), refused


class _LineReader:
    def __init__(self, line: Line, table: Table) -> None:
        if line.is_open:
            raise _RefusedError("", _("a quotation mark opened here is never closed"))
        if any(cell.strip() for cell in line.cells[len(table.headings) :]):
            raise _RefusedError("", _("has more cells than there are headings"))
        self._line, self._table = line, table

    def row(self) -> OccupationRow:
        code, name = self._read("code", _code), self._read("name", _name)
        return OccupationRow(
            code=code,
            name=name,
            aliases=tuple(alias for alias in self._read("aliases", _aliases) if alias != name),
            definition=self._read("definition", read_text),
            tasks=self._read("tasks", read_text),
        )

    def _read(self, field: str, read: Callable[[str], Value]) -> Value:
        columns = self._table.columns.get(field, ())
        if not columns:
            return read("")
        cells = self._line.cells
        cell = cells[columns[0].position] if columns[0].position < len(cells) else ""
        try:
            return read(cell)
        except CellError as error:
            raise _RefusedError(columns[0].heading, str(error)) from error


def _joined(row: OccupationRow, earlier: OccupationRow | None, table: Table) -> OccupationRow:
    if earlier is None:
        return row
    if earlier.name != row.name:
        reason = _("“%(code)s” stands in the table already, with another name")
        raise _RefusedError(table.columns["code"][0].heading, reason % {"code": row.code})
    return OccupationRow(
        code=row.code,
        name=row.name,
        aliases=tuple(dict.fromkeys((*earlier.aliases, *row.aliases))),
        definition=earlier.definition or row.definition,
        tasks=earlier.tasks or row.tasks,
    )


def _code(cell: str) -> str:
    words = read_words(cell)
    if not words:
        raise CellError(_("is empty"))
    code = canonical_code(words)
    if not code:
        raise CellError(_("“%(text)s” is not a code such as 2-02-32-02") % {"text": words[:40]})
    return code


def _name(cell: str) -> str:
    name = MARK.sub("", read_words(cell, longest=LONGEST_NAME))
    if not fold_term(name):
        raise CellError(_("is empty"))
    return name


def _aliases(cell: str) -> list[str]:
    return list(dict.fromkeys(_name(part) for part in _parts(read_text(cell)) if fold_term(part)))


def _parts(cell: str) -> Iterator[str]:
    marks = next((marks for marks in SEPARATORS if any(mark in cell for mark in marks)), "")
    yield from re.split(f"[{re.escape(marks)}]", cell) if marks else [cell]
