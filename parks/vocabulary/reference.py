"""Reading the reference tables: all of them right, or one sentence about what is wrong."""

import csv
import hashlib
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from io import StringIO
from itertools import pairwise
from pathlib import Path

from parks.vocabulary.folding import fold_term
from parks.vocabulary.tables import (
    FALSE_FRIENDS,
    SKILL_ALIASES,
    SKILL_RELATIONS,
    TABLES,
    Table,
)

FOLDER = Path(__file__).resolve().parents[1] / "reference"


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """One edition of the tables. `version` is the SHA-256 of all files, so it names the edition."""

    tables: dict[str, list[dict[str, str]]]
    version: str


class BrokenReferenceError(Exception):
    """A reference file cannot be used; the message says which, where and why."""

    def __init__(self, table: Table, line: int, column: str, reason: str) -> None:
        place = f", column “{column}”" if column else ""
        super().__init__(f"{table.file}, line {line}{place}: {reason}.")


def read_reference(folder: Path = FOLDER) -> Reference:
    """Read and check every table in the folder.

    Raises BrokenReferenceError at the first cell, row or link that cannot be right.
    """
    digest = hashlib.sha256()
    rows = {}
    for table in TABLES:
        content = _content(folder, table)
        digest.update(f"{table.name}:{len(content)}:".encode() + content)
        rows[table.name] = _read_table(table, content)
    _check_links(rows)
    _check_aliases(rows[SKILL_ALIASES.name])
    _check_relations(rows[SKILL_RELATIONS.name])
    _check_false_friends(rows)
    tables = {name: [row.cells for row in table] for name, table in rows.items()}
    return Reference(tables, digest.hexdigest())


def _content(folder: Path, table: Table) -> bytes:
    try:
        return (folder / table.file).read_bytes()
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
        raise BrokenReferenceError(table, 1, "", reason) from error


def _read_table(table: Table, content: bytes) -> list[Row]:
    reader = csv.reader(StringIO(_text(table, content)), strict=True)
    rows, keys = [], set()
    try:
        _check_heading(table, next(reader, []))
        for cells in reader:
            row = _read_row(table, reader.line_num, cells)
            key = tuple(row.cells[column] for column in table.key)
            if key in keys:
                raise BrokenReferenceError(
                    table, row.line, table.key[-1], f"“{key[-1]}” stands here a second time"
                )
            keys.add(key)
            rows.append(row)
    except csv.Error as error:
        reason = f"the line is not CSV ({error})"
        raise BrokenReferenceError(table, reader.line_num, "", reason) from error
    return rows


def _text(table: Table, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenReferenceError(table, line, "", "the text is not UTF-8") from error


def _check_heading(table: Table, heading: list[str]) -> None:
    if heading != list(table.columns):
        reason = f"the heading must be “{','.join(table.columns)}”"
        raise BrokenReferenceError(table, 1, "", reason)


def _read_row(table: Table, line: int, cells: list[str]) -> Row:
    if len(cells) != len(table.columns):
        reason = f"there are {len(cells)} cells where {len(table.columns)} should be"
        raise BrokenReferenceError(table, line, "", reason)
    for (column, check), cell in zip(table.columns.items(), cells, strict=True):
        if problem := check(cell):
            raise BrokenReferenceError(table, line, column, problem)
    return Row(line, dict(zip(table.columns, cells, strict=True)))


def _check_links(rows: dict[str, list[Row]]) -> None:
    codes = {name: {row.cells.get("code", "") for row in table} for name, table in rows.items()}
    for table in TABLES:
        for column, target in table.links:
            if target == table.name:
                _check_tree(table, column, rows[table.name])
                continue
            for row in rows[table.name]:
                if row.cells[column] not in codes[target]:
                    reason = f"no row of {target}.csv has the code “{row.cells[column]}”"
                    raise BrokenReferenceError(table, row.line, column, reason)


def _check_tree(table: Table, column: str, rows: list[Row]) -> None:
    """A parent stands above its children, so there are no circles and one pass is enough."""
    above = {""}
    for row in rows:
        if row.cells[column] not in above:
            reason = f"no row above has the code “{row.cells[column]}”"
            raise BrokenReferenceError(table, row.line, column, reason)
        above.add(row.cells["code"])


def _check_aliases(rows: list[Row]) -> None:
    meanings: dict[str, tuple[str, str]] = {}
    seen = set()
    for row in rows:
        skill, language, use = row.cells["skill"], row.cells["language"], row.cells["use"]
        folded = fold_term(row.cells["text"])
        clash = meanings.setdefault(folded, (skill, use)) != (skill, use)
        if clash or (language, folded) in seen:
            other = " as ".join(meanings[folded])
            _refuse_alias(row, f"“{row.cells['text']}” is used already for {other}")
        if len(folded) < 2 and use in ("text", "exact"):
            _refuse_alias(row, f"“{row.cells['text']}” is too short to be found in text by itself")
        seen.add((language, folded))


def _refuse_alias(row: Row, reason: str) -> None:
    raise BrokenReferenceError(SKILL_ALIASES, row.line, "text", reason)


def _check_relations(rows: list[Row]) -> None:
    for row in rows:
        if row.cells["held"] == row.cells["asked"]:
            _refuse_relation(row, f"“{row.cells['asked']}” is related to itself")
    special = [row for row in rows if row.cells["kind"] == "narrower"]
    _check_special_cases({(row.cells["held"], row.cells["asked"]): row for row in special})


def _check_special_cases(rows: dict[tuple[str, str], Row]) -> None:
    """No skill is, by any way round, a special case of its own special case."""
    wider = TopologicalSorter()
    for held, asked in rows:
        wider.add(held, asked)
    try:
        wider.prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        last = max((rows[pair] for pair in pairwise(circle)), key=lambda row: row.line)
        _refuse_relation(last, f"the special cases {' → '.join(circle)} go round in a circle")


def _refuse_relation(row: Row, reason: str) -> None:
    raise BrokenReferenceError(SKILL_RELATIONS, row.line, "asked", reason)


def _check_false_friends(rows: dict[str, list[Row]]) -> None:
    aliases = {fold_term(row.cells["text"]) for row in rows[SKILL_ALIASES.name]}
    for row in rows[FALSE_FRIENDS.name]:
        if row.cells["vocabulary"] == "skill" and fold_term(row.cells["text"]) in aliases:
            reason = f"“{row.cells['text']}” is an alias of a skill"
            raise BrokenReferenceError(FALSE_FRIENDS, row.line, "text", reason)
