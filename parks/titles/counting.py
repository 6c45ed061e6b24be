"""Counting the pieces of texts into sparse matrices, and weighing them."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from parks.titles.grams import grams_of, weight_of

Numbers = NDArray[np.float64]
Matrix = sparse.csr_matrix
Counts = list[tuple[int, int, int]]
"""Row of a text, column of a gram, and how often the gram stands in the text."""

SATURATION, LENGTH = 1.2, 0.75
"""The customary parameters of BM25, k₁ and b."""


class Grams:
    """The grams seen so far, each with its column."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}

    def __contains__(self, gram: str) -> bool:
        return gram in self._columns

    def count(self, texts: Sequence[str]) -> Counts:
        return [
            (row, self._columns.setdefault(gram, len(self._columns)), times)
            for row, text in enumerate(texts)
            for gram, times in Counter(grams_of(text)).items()
        ]

    def matrix(self, counts: Counts, rows: int) -> Matrix:
        """Return the counts as a matrix, `rows` texts × all grams."""
        row, column, times = np.array(counts, dtype=np.intp).reshape(-1, 3).T
        shape = (rows, len(self._columns))
        return sparse.csr_matrix((times.astype(np.float64), (row, column)), shape=shape)

    def weights(self) -> Numbers:
        """Return what each gram counts by its length."""
        return np.array([weight_of(gram) for gram in self._columns], dtype=np.float64)

    def look_up(self, weights: Mapping[str, float]) -> tuple[NDArray[np.intp], Numbers]:
        """Return the columns of those grams that are known, and their weights."""
        known = [(self._columns[gram], w) for gram, w in weights.items() if gram in self._columns]
        columns = np.array([column for column, _weight in known], dtype=np.intp)
        return columns, np.array([weight for _column, weight in known], dtype=np.float64)


def rarity_in(counts: Matrix) -> Numbers:
    """Return for each gram ln(1 + (n − df + ½) / (df + ½)), which is never negative."""
    frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log1p((counts.shape[0] - frequencies + 0.5) / (frequencies + 0.5))


def bm25(counts: Matrix, weights: Numbers) -> Matrix:
    """Return the weight of each gram for each text, by Okapi BM25."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    cells = counts.tocoo()
    relative = lengths[cells.row] / max(lengths.mean(), 1.0)
    damping = SATURATION * (1 - LENGTH + LENGTH * relative)
    values = cells.data * (SATURATION + 1) / (cells.data + damping) * weights[cells.col]
    return sparse.csr_matrix((values, (cells.row, cells.col)), shape=counts.shape)


def with_unit_rows(matrix: Matrix) -> Matrix:
    """Return the matrix with rows of length 1; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix).tocsr()
