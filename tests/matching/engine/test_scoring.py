"""The first stage in parts: who is scored with whom, by how many threads, and when it stops."""

from itertools import pairwise

import numpy as np
import pytest

from matching.engine import (
    KEPT,
    Base,
    CancelledError,
    EngineInputError,
    Market,
    Part,
    Weights,
    gates,
    merge,
    plan,
    points,
    score,
)
from matching.engine.shares import Term
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.oracle_lists import ranked
from tests.matching.engine.results import as_bytes, as_pairs, part_bytes, scored
from tests.matching.engine.worlds import DISCIPLINE_PARENTS, Person, Post, market, market_of

STANDARD = Weights()
TIED = Mood(templates=30, pickiness=0.15)


def base_bytes(base: Base) -> list[bytes]:
    cuts = [base.graduates_cut.tobytes(), base.openings_cut.tobytes()]
    return as_bytes(base.graduate_lists, base.opening_lists) + cuts


def by_reference(both: Market) -> tuple[np.ndarray, np.ndarray]:
    """Points of the first stage and eligibility of every pair, each (graduates, openings)."""
    shape = len(both.graduates), len(both.openings)
    rows = np.indices(shape).reshape(2, -1)
    terms = points(both, STANDARD, *rows).astype(int)
    first = np.delete(terms, Term.TEXT, axis=0).sum(axis=0)
    return first.reshape(shape), (gates(both, *rows).min(axis=0) == 2).reshape(shape)


def best(first: np.ndarray, eligible: np.ndarray) -> list[list[tuple[int, int]]]:
    """The kept entries of every row of a table of points."""
    rows = []
    for earned, met in zip(first, eligible, strict=True):
        members = np.flatnonzero(met).tolist()
        rows.append(ranked({member: int(earned[member]) for member in members}, KEPT))
    return rows


def entries(lists) -> list[list[tuple[int, int]]]:
    return [[entry for entry in row if entry[0] >= 0] for row in as_pairs(lists)]


@pytest.mark.parametrize("seed", range(3))
def test_the_kept_lists_of_both_sides_are_the_best_by_the_reference(seed):
    both = market_of(made_world(200, 150, seed, TIED))
    first, eligible = by_reference(both)

    base = scored(both)

    assert entries(base.graduate_lists) == best(first, eligible)
    shown = eligible & both.graduates.shown[:, None]
    assert entries(base.opening_lists) == best(first.T, shown.T)
    assert base.pairs_eligible == eligible.sum()


def test_every_graduate_of_a_part_is_told_how_many_openings_are_open():
    both = market_of(made_world(80, 60, 1))
    _, eligible = by_reference(both)

    part = score(both, STANDARD, [70, 3, 9])

    assert part.rows.tolist() == [70, 3, 9]
    assert part.eligible.tolist() == eligible[[70, 3, 9]].sum(axis=1).tolist()


def test_lists_that_are_full_are_marked_as_cut():
    both = market(*[Person()] * 79, *[Person(kinds=(1,))] * 77, Post(), Post(kind=1))

    base = scored(both)

    assert base.openings_cut.tolist() == [True, False]
    assert base.graduates_cut.tolist() == [False] * 156
    assert base.opening_lists.lengths.tolist() == [78, 77]


@pytest.mark.parametrize("count", [1, 2, 5, 16, 300])
def test_a_plan_names_every_graduate_once_and_keeps_disciplines_together(count):
    both = market_of(made_world(100, 1, 2))

    shards = plan(both, count)

    assert len(shards) == min(count, 100)
    assert sorted(np.concatenate(shards).tolist()) == list(range(100))
    disciplines = both.graduates.discipline[np.concatenate(shards)]
    assert (np.diff(disciplines) >= 0).all()
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


@pytest.mark.parametrize("count", [0, -3])
def test_a_plan_for_no_shards_is_one_shard(count):
    assert [rows.tolist() for rows in plan(market(Person(), Person()), count)] == [[0, 1]]


def test_nobody_needs_no_plan():
    assert plan(market(Post()), 4) == []


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("shards", [1, 3, 16, 200])
def test_parts_in_any_order_make_the_same_base(seed, shards):
    both = market_of(made_world(200, 90, seed, TIED))
    whole = scored(both)

    parts = [score(both, STANDARD, rows) for rows in plan(both, shards)]
    np.random.default_rng(seed).shuffle(parts)

    assert base_bytes(merge(both, parts)) == base_bytes(whole)
    assert merge(both, parts).pairs_eligible == whole.pairs_eligible


def test_the_order_of_the_rows_of_a_part_changes_no_list():
    both = market_of(made_world(120, 90, 5, TIED))
    order = np.random.default_rng(5).permutation(120)

    plain, mixed = score(both, STANDARD), score(both, STANDARD, order)

    assert as_bytes(mixed.graduate_lists) == as_bytes(plain.graduate_lists.take(order))
    assert as_bytes(mixed.opening_lists) == as_bytes(plain.opening_lists)


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_no_byte(threads):
    both = market_of(made_world(300, 90, 6, TIED))

    assert part_bytes(score(both, STANDARD, threads=threads)) == part_bytes(score(both, STANDARD))


@pytest.mark.parametrize("threads", [0, -1])
def test_less_than_one_thread_is_refused(threads):
    with pytest.raises(EngineInputError, match="at least 1 thread"):
        score(market(Person(), Post()), STANDARD, threads=threads)


@pytest.mark.parametrize("row", [-1, 1])
def test_a_graduate_who_is_not_there_cannot_be_scored(row):
    with pytest.raises(EngineInputError, match=f"there is no graduate {row} among 1"):
        score(market(Person(), Post()), STANDARD, [row])


def test_nobody_can_be_scored_and_makes_an_empty_part():
    part = score(market(Person(), Post()), STANDARD, [])

    assert (part.rows.size, part.eligible.size) == (0, 0)
    assert part.opening_lists.lengths.tolist() == [0]


def test_a_run_of_nobody_merges_into_empty_lists():
    base = merge(market(Post(), Post()), [])

    assert base.opening_lists.indices.tolist() == [[-1] * KEPT] * 2
    assert base.pairs_eligible == 0


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_only_rises_and_ends_at_the_whole(threads):
    both, told = market_of(made_world(60, 20, 7)), []

    score(both, STANDARD, threads=threads, progress=lambda done, total: told.append((done, total)))

    done = [each for each, _ in told]
    assert {total for _, total in told} == {60}
    assert all(before < after for before, after in pairwise(done))
    assert done[-1] == 60
    assert len(done) == np.unique(both.graduates.discipline).size


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_stops_between_two_chunks_when_asked_to(threads):
    both = market(*[Person(discipline=node) for node in range(len(DISCIPLINE_PARENTS))], Post())
    told = []

    with pytest.raises(CancelledError):
        score(
            both,
            STANDARD,
            threads=threads,
            progress=lambda done, _total: told.append(done),
            cancelled=lambda: len(told) >= 2,
        )

    assert 2 <= len(told) < len(DISCIPLINE_PARENTS)


def test_a_run_cancelled_before_it_begins_does_nothing():
    told = []

    with pytest.raises(CancelledError):
        score(
            market(Person(), Post()),
            STANDARD,
            progress=lambda done, _total: told.append(done),
            cancelled=lambda: True,
        )

    assert told == []


def test_a_run_that_nobody_cancels_is_asked_before_every_chunk():
    both, asked = market(Person(discipline=1), Person(discipline=2), Post()), []

    part = score(both, STANDARD, cancelled=lambda: bool(asked.append(1)))

    assert isinstance(part, Part)
    assert len(asked) == 3
