"""How much a title has in common with each occupation, by the pieces that both are written with.

Four likenesses are added up: of the title to the likest single name (cosine), to all names
together and to definition and tasks (both BM25: Robertson and Zaragoza, "The Probabilistic
Relevance Framework", 2009), and of their topics. Pieces count by their rarity.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sparse

from parks.titles.counting import Grams, Matrix, Numbers, bm25, rarity_in, with_unit_rows
from parks.titles.grams import weight_of
from parks.titles.reading import fold_title
from parks.titles.topics import Topics

ONE_NAME, ALL_NAMES, TEXT, TOPICS = 1.0, 0.7, 0.2, 0.5
"""What each counts; chosen on one half of a collection of labelled titles, judged on the other."""
NAMES_IN_TOPICS = 3.0
DECIMALS = 9
"""Sums differ in the last digits from machine to machine; ranks must not."""


class Entry(NamedTuple):
    """An occupation: its code, its names in any language, and what is said about it."""

    code: str
    names: tuple[str, ...]
    text: str = ""


class Likeness:
    """Compares titles with the given entries; each entry needs a name."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._size = len(entries)
        self._grams = Grams()
        self._firsts = np.cumsum([0, *(len(entry.names) for entry in entries[:-1])])
        names, texts = self._counted(entries)
        self._weigh(names, _added_up(names, self._firsts), texts)

    def to_all(self, weights: Mapping[str, float]) -> Numbers:
        """Return the likeness of weighted grams to each entry: from 0 to about 3."""
        columns, asked = self._grams.look_up(weights)
        by_name = asked * self._name_weights[columns]
        by_text = asked * self._text_weights[columns]
        if not by_name.any():
            return np.zeros(self._size)
        one_name = np.maximum.reduceat(self._names[:, columns] @ by_name, self._firsts)
        likeness = (
            ONE_NAME * one_name / np.linalg.norm(by_name)
            + ALL_NAMES * (self._all_names[:, columns] @ asked) / by_name.sum()
            + TEXT * (self._texts[:, columns] @ asked) / by_text.sum()
            + TOPICS * self._topics.likeness(self._in_topics[:, columns] @ by_name)
        )
        return np.maximum(np.round(likeness, DECIMALS), 0)

    def share_known(self, weights: Mapping[str, float]) -> float:
        """Return how much of the weighted grams any name has: 0 nothing, 1 all.

        What no name has counts like what one name alone has.
        """
        columns, asked = self._grams.look_up(weights)
        known = np.square(asked * self._name_weights[columns]).sum()
        rarest = np.log1p((self._size + 0.5) / 0.5)
        strange = sum(
            (weight * weight_of(gram) * rarest) ** 2
            for gram, weight in weights.items()
            if gram not in self._grams
        )
        return float(np.sqrt(known / (known + strange))) if known else 0.0

    def _counted(self, entries: Sequence[Entry]) -> tuple[Matrix, Matrix]:
        """Return names × grams, a gram counting once in a name, and texts × grams."""
        names = [fold_title(name) for entry in entries for name in entry.names]
        in_names = self._grams.count(names)
        in_texts = self._grams.count([fold_title(entry.text) for entry in entries])
        by_name = self._grams.matrix(in_names, len(names))
        by_name.data[:] = 1
        return by_name, self._grams.matrix(in_texts, len(entries))

    def _weigh(self, names: Matrix, all_names: Matrix, texts: Matrix) -> None:
        own = self._grams.weights()
        self._name_weights = rarity_in(all_names) * own
        self._text_weights = rarity_in(texts) * own
        weighed_names = bm25(all_names, self._name_weights)
        weighed_texts = bm25(texts, self._text_weights)
        in_topics = with_unit_rows(weighed_texts + NAMES_IN_TOPICS * weighed_names)
        self._topics = Topics(in_topics)
        self._names = with_unit_rows(names @ sparse.diags(self._name_weights)).tocsc()
        self._all_names, self._texts = weighed_names.tocsc(), weighed_texts.tocsc()
        self._in_topics = in_topics.tocsc()


def _added_up(names: Matrix, firsts: Numbers) -> Matrix:
    """Add the rows of each entry's names, which stand together from its first one on."""
    row = np.arange(names.shape[0])
    owner = np.searchsorted(firsts, row, side="right") - 1
    owned = sparse.csr_matrix((np.ones(len(row)), (owner, row)), shape=(len(firsts), len(row)))
    return (owned @ names).tocsr()
