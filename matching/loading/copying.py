"""Binary COPY: whole numbers and bytes out of PostgreSQL and into it without an object per row.

The format is described at https://www.postgresql.org/docs/current/sql-copy.html: a header, rows
of fields that each tell their length, and a trailer.
"""

import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\x00" + struct.pack(">ii", 0, 0)
TRAILER = struct.pack(">h", -1)
BUFFER = 1 << 22

Table = dict[str, NDArray]
Take = Callable[[bytes], int]


class CopyError(Exception):
    """The database sent something else than the columns asked for; says what."""


def copy_out(rows: QuerySet, take: Take) -> None:
    """Stream the rows of a `values_list` to `take` as binary COPY writes them.

    `take` gets what has come since, always from the beginning of a row, and returns how many bytes
    of it were whole rows; it will see the others again. Raises CopyError when a part of a row is
    left at the end.
    """
    try:
        query, values = rows.query.sql_with_params()
    except EmptyResultSet:  # such as `none()`: Django asks no database
        return
    pieces = _Pieces(take)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        statement = cursor.mogrify(f"COPY ({query}) TO STDOUT (FORMAT binary)", values).decode()
        with io.BufferedWriter(pieces, BUFFER) as stream:
            cursor.copy_expert(statement, stream)
    pieces.check_end()


class _Pieces(io.RawIOBase):
    """Cuts the stream of COPY where rows end; BufferedWriter in front gathers big pieces."""

    def __init__(self, take: Take) -> None:
        self.take, self.rest, self.began = take, b"", False

    def writable(self) -> bool:
        return True

    def write(self, data: memoryview) -> int:
        piece = self.rest + bytes(data)
        if not self.began:
            piece, self.began = piece[len(HEADER) :], True
        self.rest = piece[self.take(piece) :]
        return len(data)

    def check_end(self) -> None:
        if self.rest != TRAILER:
            raise CopyError(f"{len(self.rest)} bytes follow the last whole row")


def copy_table(rows: QuerySet, dtypes: Mapping[str, str]) -> Table:
    """Read a `values_list` of whole numbers: for each column its name and "b1", "i2", "i4" or "i8".

    Returns arrays of shape (rows,) of these types. Raises CopyError when SQL's types are others or
    a value is NULL.
    """
    wire = _wire(dtypes)
    chunks = {name: [np.empty(0, dtype)] for name, dtype in dtypes.items()}

    def take(piece: bytes) -> int:
        count = len(piece) // wire.itemsize
        chunk = np.frombuffer(piece, wire, count)
        _check(chunk, dtypes)
        for name, dtype in dtypes.items():
            chunks[name].append(chunk[name].astype(dtype))
        return count * wire.itemsize

    copy_out(rows, take)
    return {name: np.concatenate(chunks.pop(name)) for name in dtypes}


def _wire(dtypes: Mapping[str, str]) -> np.dtype:
    """A row as COPY writes it: the number of fields, then each length and value, big-endian."""
    fields = [("fields", ">i2")]
    for name, dtype in dtypes.items():
        fields += [(f"length of {name}", ">i4"), (name, f">{dtype}")]
    return np.dtype(fields)


def _check(chunk: NDArray, dtypes: Mapping[str, str]) -> None:
    if (chunk["fields"] != len(dtypes)).any():
        raise CopyError(f"a row has not the {len(dtypes)} columns {', '.join(dtypes)}")
    for name, dtype in dtypes.items():
        if (chunk[f"length of {name}"] != np.dtype(dtype).itemsize).any():
            raise CopyError(f"{name} is NULL or no {dtype}")


def copy_in(model: type[Model], columns: Sequence[str], chunks: Iterable[bytes]) -> None:
    """Insert rows that are laid out as binary COPY wants them, without header and trailer.

    Each of `chunks` holds whole rows, their fields in the order of `columns`.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for chunk in chunks:
            cursor.copy_expert(statement, io.BytesIO(HEADER + chunk + TRAILER), BUFFER)
