"""The terms of texts, which `matching.loading.terms` keeps packed, as the engine's rows."""

import struct
from collections.abc import Sequence

import numpy as np
from django.db.models import QuerySet
from django.db.models.functions import Length
from numpy.typing import NDArray

from matching import engine
from matching.engine.tables import offsets_of
from matching.loading.copying import CopyError, copy_out

WRITTEN = ("match_terms__terms", "match_terms__counts")
HEAD = struct.Struct(">hiqiii")
TERM_BYTES, COUNT_BYTES = 4, 1
LENGTH_BYTES = 4


def unpack_texts(
    terms: Sequence[memoryview | None] = (), counts: Sequence[memoryview | None] = ()
) -> engine.Texts:
    """One row for each pair of packed columns; None is a text that nobody has read yet."""
    lengths = [0 if count is None else len(count) for count in counts]
    return engine.Texts(
        offsets_of(lengths),
        np.frombuffer(b"".join(term or b"" for term in terms), "<i4"),
        np.frombuffer(b"".join(count or b"" for count in counts), np.uint8),
    )


def copy_texts(owners: QuerySet, ids: NDArray[np.int64]) -> engine.Texts:
    """One row for each of `owners`, whose ids, ascending, are `ids`.

    Raises CopyError when a packed row does not have one count for each term.
    """
    stored = owners.model._meta.get_field("match_terms").related_model.objects
    rows = stored.filter(pk__in=owners.order_by().values("pk")).order_by("pk")
    parts = _Parts()
    copy_out(rows.values_list("pk", Length("counts"), "terms", "counts"), parts.take)
    lengths = np.zeros(ids.size, np.int64)
    lengths[np.searchsorted(ids, parts.owners)] = parts.lengths
    return engine.Texts(
        offsets_of(lengths),
        np.frombuffer(parts.terms, "<i4"),
        np.frombuffer(parts.counts, np.uint8),
    )


class _Parts:
    """Gathers rows of differing width end to end."""

    def __init__(self) -> None:
        self.owners: list[int] = []
        self.lengths: list[int] = []
        self.terms, self.counts = bytearray(), bytearray()

    def take(self, piece: bytes) -> int:
        """Take the whole rows of a piece of COPY; return how many bytes they are."""
        at, terms, counts = 0, [], []
        while at + HEAD.size <= len(piece):
            _fields, _8, owner, _4, length, size = HEAD.unpack_from(piece, at)
            if size != length * TERM_BYTES:
                raise CopyError(f"text {owner} has {length} counts for {size} bytes of terms")
            split = at + HEAD.size + size
            end = split + LENGTH_BYTES + length * COUNT_BYTES
            if end > len(piece):
                break
            self.owners.append(owner)
            self.lengths.append(length)
            terms.append(piece[at + HEAD.size : split])
            counts.append(piece[split + LENGTH_BYTES : end])
            at = end
        self.terms += b"".join(terms)
        self.counts += b"".join(counts)
        return at
