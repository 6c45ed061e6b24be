"""Latent semantic indexing: texts are alike when the words around their words are alike.

Deerwester, Dumais, Furnas, Landauer, Harshman, "Indexing by latent semantic analysis" (1990).
"""

import numpy as np
from scipy.linalg import eigh

from parks.titles.counting import Matrix, Numbers

MOST = 300
FAINTEST = 1e-6


class Topics:
    """The directions in which texts differ most, and where each text lies in them."""

    def __init__(self, texts: Matrix, most: int = MOST) -> None:
        """Take texts × grams with rows of length 1 (or empty), and how many directions to keep."""
        likeness = (texts @ texts.T).toarray()
        first = max(texts.shape[0] - most, 0)
        squares, directions = eigh(likeness, subset_by_index=(first, texts.shape[0] - 1))
        kept = squares > FAINTEST
        strengths = np.sqrt(squares[kept])
        self._directions = directions[:, kept] / strengths
        self._places = _unit_rows(directions[:, kept] * strengths)

    def likeness(self, overlaps: Numbers) -> Numbers:
        """Return the cosine of a query to each text, from its inner products with the texts."""
        place = overlaps @ self._directions
        return self._places @ _unit_rows(place[np.newaxis])[0]


def _unit_rows(matrix: Numbers) -> Numbers:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix / np.where(lengths > 0, lengths, 1)
