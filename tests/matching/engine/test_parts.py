"""What a run has found goes to files and comes back, and has one fingerprint."""

import io
from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CANDIDATES, KEPT, Base, Matching, Part, TopK, Weights, match, score
from tests.matching.engine.made_worlds import made_world
from tests.matching.engine.results import scored
from tests.matching.engine.worlds import market_of

BOTH = market_of(made_world(40, 30, 1))
RESULTS = {
    Part: score(BOTH, Weights(), [5, 2]),
    Base: scored(BOTH),
    Matching: match(BOTH, Weights(), 10, strength=40),
}


def through_a_file(result: Part | Base | Matching) -> dict[str, np.ndarray]:
    file = io.BytesIO()
    np.savez(file, **result.arrays())
    file.seek(0)
    with np.load(file) as stored:
        return dict(stored)


@pytest.mark.parametrize("kind", [Part, Base, Matching])
def test_a_result_comes_back_from_a_file_as_it_was(kind):
    before = RESULTS[kind]

    after = kind.from_arrays(through_a_file(before))

    assert type(after) is kind
    assert {name: (array.dtype, array.tobytes()) for name, array in after.arrays().items()} == {
        name: (array.dtype, array.tobytes()) for name, array in before.arrays().items()
    }


def test_lists_come_back_as_lists_and_counts_as_numbers():
    base = Base.from_arrays(through_a_file(RESULTS[Base]))

    assert isinstance(base.graduate_lists, TopK)
    assert isinstance(base.pairs_eligible, int)
    assert base.openings_cut.dtype == bool


@pytest.mark.parametrize("kind", [Part, Base, Matching])
def test_a_file_that_lacks_an_array_is_refused(kind):
    arrays = RESULTS[kind].arrays()
    del arrays["graduate_lists.points"]

    with pytest.raises(KeyError, match=r"graduate_lists\.points"):
        kind.from_arrays(arrays)


def test_the_names_of_all_arrays_are_known():
    assert sorted(RESULTS[Matching].arrays()) == [
        "graduate_lists.indices",
        "graduate_lists.points",
        "graduate_prices",
        "graduate_unknowns",
        "opening_lists.indices",
        "opening_lists.points",
        "opening_prices",
        "opening_unknowns",
        "pairs_eligible",
    ]


def test_a_digest_is_sixty_four_hexadecimal_digits_and_always_the_same():
    digest = RESULTS[Matching].digest()

    assert len(digest) == 64
    assert int(digest, 16) >= 0
    assert match(BOTH, Weights(), 10, strength=40).digest() == digest


@pytest.mark.parametrize(
    "name",
    [
        "graduate_lists.indices",
        "graduate_lists.points",
        "opening_lists.indices",
        "opening_lists.points",
        "graduate_unknowns",
        "opening_unknowns",
        "graduate_prices",
        "opening_prices",
    ],
)
def test_any_other_number_anywhere_gives_another_digest(name):
    arrays = {each: array.copy() for each, array in RESULTS[Matching].arrays().items()}
    arrays[name].flat[3] += 1

    assert Matching.from_arrays(arrays).digest() != RESULTS[Matching].digest()


def test_the_same_numbers_in_another_shape_give_another_digest():
    matching = RESULTS[Matching]
    flat = matching.opening_unknowns.reshape(1, -1)

    assert replace(matching, opening_unknowns=flat).digest() != matching.digest()


def test_how_many_pairs_were_counted_by_the_last_full_run_is_not_part_of_the_digest():
    refreshed = replace(RESULTS[Matching], pairs_eligible=0)

    assert refreshed.digest() == RESULTS[Matching].digest()


def test_sixty_four_candidates_and_fourteen_in_reserve_are_kept():
    assert (CANDIDATES, KEPT) == (64, 78)
    assert RESULTS[Base].graduate_lists.indices.shape == (40, 78)
    assert RESULTS[Part].opening_lists.indices.shape == (30, 78)
