"""Columns of whole numbers, checked once where they enter the engine and read-only afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

BLOCK = 1 << 22


class EngineInputError(ValueError):
    """The arrays given to the engine break a limit or contradict each other; says which and how."""


@dataclass(frozen=True)
class Column:
    """What one column may hold: its type and the smallest and the largest value."""

    dtype: np.dtype
    lowest: int
    highest: int

    def checked(self, name: str, values: ArrayLike) -> NDArray:
        """`values` as a read-only array of this type, shape (rows,); else `EngineInputError`."""
        given = np.asarray(values)
        if given.ndim != 1:
            raise EngineInputError(f"{name} must have one dimension, not {given.ndim}")
        if given.size and given.dtype.kind not in "biu":
            raise EngineInputError(f"{name} must hold whole numbers, not {given.dtype}")
        self._check_limits(name, given)
        column = np.ascontiguousarray(given, self.dtype).view()
        column.flags.writeable = False
        return column

    def _check_limits(self, name: str, given: NDArray) -> None:
        outside = np.flatnonzero((given < self.lowest) | (given > self.highest))
        if outside.size:
            raise EngineInputError(
                f"{name}[{outside[0]}] is {given[outside[0]]}, "
                f"outside {self.lowest}..{self.highest}"
            )


def column(dtype: DTypeLike, lowest: int = 0, highest: int | None = None) -> Column:
    """A column to annotate a field with; `highest` defaults to the largest value of `dtype`."""
    kind = np.dtype(dtype)
    if highest is None:
        highest = 1 if kind == np.bool_ else int(np.iinfo(kind).max)
    return Column(kind, int(lowest), int(highest))


class Table:
    """Base of the frozen dataclasses here: checks every field annotated with a `column`."""

    def __post_init__(self) -> None:
        for each in fields(self):
            for declared in getattr(each.type, "__metadata__", ()):
                values = declared.checked(self.label(each.name), getattr(self, each.name))
                object.__setattr__(self, each.name, values)

    def label(self, name: str) -> str:
        return f"{type(self).__name__}.{name}"


class Records(Table):
    """Base of tables in which every field, column or ragged, has one entry per record."""

    def __post_init__(self) -> None:
        super().__post_init__()
        lengths = {each.name: len(getattr(self, each.name)) for each in fields(self)}
        if len(set(lengths.values())) > 1:
            raise EngineInputError(f"{type(self).__name__} has fields of unequal length: {lengths}")

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def take(self, rows: NDArray) -> Self:
        """The records at `rows`, int (n,), in that order."""
        return type(self)(*(getattr(self, each.name).take(rows) for each in fields(self)))


@dataclass(frozen=True, eq=False)
class Ragged(Table):
    """Rows of differing length stored end to end (compressed sparse rows).

    `offsets`, int64 (rows + 1,): row r holds the entries offsets[r] up to offsets[r + 1] of every
    other field. Raises `EngineInputError` when offsets and entries do not fit together.
    """

    offsets: Annotated[NDArray, column(np.int64)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.offsets.size or self.offsets[0] or (self.lengths < 0).any():
            raise EngineInputError(f"{self.label('offsets')} must start at 0 and never fall")
        sizes = {name: entries.size for name, entries in self.entries().items()}
        if set(sizes.values()) != {int(self.offsets[-1])}:
            raise EngineInputError(
                f"{self.label('offsets')} ends at {self.offsets[-1]}, its entries are {sizes}"
            )

    def __len__(self) -> int:
        return self.offsets.size - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.offsets)

    def entries(self) -> dict[str, NDArray]:
        """The columns other than the offsets, by name, each of shape (entries,)."""
        return {each.name: getattr(self, each.name) for each in fields(self)[1:]}

    def owners(self) -> NDArray[np.int64]:
        """The row of every entry, int64 (entries,)."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def positions(self) -> NDArray[np.int64]:
        """The place of every entry within its row, from 0, int64 (entries,)."""
        return np.arange(self.offsets[-1]) - np.repeat(self.offsets[:-1], self.lengths)

    def ascends(self) -> bool:
        """Whether the first column after the offsets rises strictly within every row."""
        values = next(iter(self.entries().values()))
        rises = np.zeros(values.size, bool)
        np.greater(values[1:], values[:-1], out=rises[1:])
        rises[self.offsets[:-1][self.lengths > 0]] = True
        return bool(rises.all())

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """Cut the rows into runs of about four million entries: slices of rows and of entries.

        What is computed block by block needs no second table as big as this one.
        """
        row = 0
        while row < len(self):
            last = int(np.searchsorted(self.offsets, self.offsets[row] + BLOCK, "right")) - 1
            end = max(last, row + 1)
            yield slice(row, end), slice(int(self.offsets[row]), int(self.offsets[end]))
            row = end

    def take(self, rows: NDArray) -> Self:
        """The rows at `rows`, int (n,), in that order; a row may be taken more than once."""
        offsets = offsets_of(self.lengths[rows])
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], np.diff(offsets))
        return self._with(offsets, np.repeat(self.offsets[:-1][rows], np.diff(offsets)) + within)

    def only(self, kept: NDArray[np.bool_]) -> Self:
        """The same rows with only the entries where `kept`, bool (entries,), is true."""
        lengths = np.bincount(self.owners()[kept], minlength=len(self))
        return self._with(offsets_of(lengths), kept)

    def _with(self, offsets: NDArray, chosen: NDArray) -> Self:
        return type(self)(offsets, *(entries[chosen] for entries in self.entries().values()))

    @classmethod
    def of(cls, rows: Iterable[Iterable[tuple[int, ...]]]) -> Self:
        """From nested Python rows: each entry a tuple with one number per column of the entry."""
        rows = [list(row) for row in rows]
        width = len(fields(cls)) - 1
        flat = np.array([entry for row in rows for entry in row], np.int64).reshape(-1, width)
        return cls(offsets_of([len(row) for row in rows]), *flat.T)


@dataclass(frozen=True, eq=False)
class Lists(Ragged):
    """A list of indices per row, in order: `values`, int32 (entries,)."""

    values: Annotated[NDArray, column(np.int32)]


def offsets_of(lengths: ArrayLike) -> NDArray[np.int64]:
    """The offsets, int64 (rows + 1,), of rows with these `lengths`, int (rows,)."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def inverted(lists: Lists, row_count: int) -> Lists:
    """Who lists whom, turned round: row v holds, ascending, the rows of `lists` that contain v.

    Every value of `lists` lies below `row_count`.
    """
    order = np.argsort(lists.values, kind="stable")
    lengths = np.bincount(lists.values, minlength=row_count)
    return Lists(offsets_of(lengths), lists.owners()[order])


@dataclass(frozen=True, eq=False)
class Lookup:
    """Finds the entry of a ragged table by its row and its first column."""

    keys: NDArray[np.int64]
    entry: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, table: Ragged) -> Self:
        values = next(iter(table.entries().values())).astype(np.int64)
        width = int(values.max(initial=0)) + 1
        keys = table.owners() * width + values
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order, width)

    def find(self, rows: NDArray, values: NDArray) -> NDArray[np.int64]:
        """The entry with each value in each row, int64 (n,), -1 where there is none."""
        if not self.keys.size:
            return np.full(len(rows), -1)
        asked = rows.astype(np.int64) * self.width + values
        place = np.minimum(np.searchsorted(self.keys, asked), self.keys.size - 1)
        there = (self.keys[place] == asked) & (values >= 0) & (values < self.width) & (rows >= 0)
        return np.where(there, self.entry[place], -1)


def rows_of(rows: ArrayLike, count: int, side: str) -> NDArray[np.int64]:
    """`rows` as int64; raises `EngineInputError` when there is no such row of that side."""
    rows = np.asarray(rows, np.int64)
    missing = rows[(rows < 0) | (rows >= count)]
    if missing.size:
        raise EngineInputError(f"there is no {side} {missing[0]} among {count}")
    return rows
