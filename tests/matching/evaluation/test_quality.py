"""The ranking of a small collection beside simpler ways to rank: no change may make it worse."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from django.conf import settings
from numpy.typing import NDArray

from matching import engine
from matching.evaluation.collection import Collection, read_collection
from matching.evaluation.figures import by_language, overall
from matching.evaluation.market import read_market
from matching.evaluation.ranking import rank
from matching.evaluation.remarks import Remarks
from matching.loading.words import words_of

FOLDER = settings.BASE_DIR / "benchmarks" / "collections" / "small"


class Orders(NamedTuple):
    collection: Collection
    ours: NDArray[np.int32]
    by_words: NDArray[np.int32]
    by_skills: NDArray[np.int32]

    def gains(self, order: NDArray[np.int32]) -> dict[str, float]:
        """nDCG@10 overall and by pair of languages."""
        pairs = by_language(self.collection, order)
        figures = {"overall": overall(self.collection, order), **pairs}
        return {name: one.means["ndcg@10"] for name, one in figures.items()}


def bm25(asked: Sequence[dict[str, int]], written: Sequence[dict[str, int]]) -> NDArray:
    """Okapi BM25 with k1 = 1.2 and b = 0.75 over the words of both sides, (openings, graduates)."""
    holding = Counter(word for text in written for word in text)
    sizes = np.array([sum(text.values()) for text in written])
    scores = np.zeros((len(asked), len(written)))
    for row, words in enumerate(asked):
        for word in words.keys() & holding.keys():
            rarity = np.log1p((len(written) - holding[word] + 0.5) / (holding[word] + 0.5))
            counts = np.array([text.get(word, 0) for text in written])
            scores[row] += rarity * 2.2 * counts / (counts + 0.3 + 0.9 * sizes / sizes.mean())
    return scores


def in_common(market: engine.Market) -> NDArray:
    """How many of the skills asked for each graduate holds, (openings, graduates)."""
    shape = market.vocabulary.skill_count
    asked = np.zeros((len(market.openings), shape))
    held = np.zeros((len(market.graduates), shape))
    asked[market.openings.requirements.owners(), market.openings.requirements.skill] = 1
    held[market.graduates.claims.owners(), market.graduates.claims.skill] = 1
    return asked @ held.T


def ordered(scores: NDArray) -> NDArray[np.int32]:
    return np.argsort(-scores, axis=1, kind="stable").astype(np.int32)


@pytest.fixture(scope="module")
def orders(vocabulary) -> Orders:
    collection = read_collection(FOLDER)
    market = read_market(collection, Remarks()).market
    asked = [words_of(f"{one.title}\n{one.text}") for one in collection.openings]
    written = [words_of(one.text) for one in collection.graduates]
    return Orders(
        collection,
        rank(market, engine.Weights()).order,
        ordered(bm25(asked, written)),
        ordered(in_common(market)),
    )


def test_everybody_who_fits_is_among_the_first_fifty(orders):
    assert overall(orders.collection, orders.ours).means["recall@50"] == 1.0


def test_the_ranking_is_better_than_words_in_common_and_than_skills_in_common(orders):
    ours = orders.gains(orders.ours)["overall"]

    assert ours > orders.gains(orders.by_words)["overall"] + 0.1
    assert ours > orders.gains(orders.by_skills)["overall"] + 0.05


@pytest.mark.parametrize("pair", ["zh-en", "en-zh"])
def test_across_languages_it_is_far_better_than_words_in_common(orders, pair):
    assert orders.gains(orders.ours)[pair] > orders.gains(orders.by_words)[pair] + 0.2


@pytest.mark.parametrize("pair", ["zh-zh", "zh-en", "en-zh", "en-en"])
def test_in_no_pair_of_languages_it_is_worse_than_skills_in_common(orders, pair):
    assert orders.gains(orders.ours)[pair] >= orders.gains(orders.by_skills)[pair]
