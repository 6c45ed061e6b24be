"""A market laid out for the kernel: slots by kind and place, blocks, inverted lists."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import Gate, Market, State, Weights
from matching.engine.kernel_tables import (
    CERTIFICATE_SHIFT,
    LEVELS,
    MUST_SHIFT,
    MUSTS_MASK,
    NEVER,
    POINTS_MASK,
    Field,
)
from matching.engine.layout import POSITIONS, Layout
from matching.engine.shares import Term
from tests.matching.engine.drawn_worlds import made_worlds, worlds
from tests.matching.engine.made_worlds import made_world
from tests.matching.engine.oracle import Oracle, upwards
from tests.matching.engine.worlds import (
    BIOLOGY,
    CHEMISTRY,
    KUNSHAN,
    PUDONG,
    SUZHOU,
    Person,
    Post,
    certified,
    market,
    market_of,
    musts,
    nice,
)

STANDARD = Weights()


def layout_of(both: Market) -> Layout:
    return Layout(both, STANDARD)


def test_slots_are_sorted_by_kind_and_then_by_place_and_then_by_row():
    posts = [
        Post(kind=1, place=PUDONG),
        Post(kind=0, place=PUDONG),
        Post(kind=0, place=None),
        Post(kind=0, place=SUZHOU),
        Post(kind=1, place=KUNSHAN),
        Post(kind=0, place=PUDONG),
    ]

    assert layout_of(market(*posts)).slots.tolist() == [3, 1, 5, 4, 0]


@settings(max_examples=25)
@given(made_worlds(0, 40))
def test_every_part_of_the_place_tree_is_one_stretch_of_the_walk(world):
    order = layout_of(market_of(world)).place_order

    assert sorted(order.tolist()) == list(range(len(world.places)))
    for node in range(len(world.places)):
        inside = [
            order[place]
            for place in range(len(world.places))
            if node in upwards(world.places, place)
        ]
        assert sorted(inside) == list(range(min(inside), min(inside) + len(inside)))
        assert min(inside) == order[node]


@settings(max_examples=25)
@given(made_worlds(0, 40))
def test_the_ranks_of_a_node_are_the_places_in_use_inside_it(world):
    layout = layout_of(market_of(world))
    first, last = layout.ranks

    used = {post.place for post in world.posts if post.place is not None}
    assert set(layout.places.tolist()) == used
    for node in range(len(world.places)):
        inside = {place for place in used if node in upwards(world.places, place)}
        assert set(layout.places[first[node] : last[node]].tolist()) == inside


def test_blocks_hold_one_kind_each_and_never_more_than_sixteen_bits_count():
    few = market(Post(kind=2), Post(kind=5))
    rows = np.repeat([1, 0], [POSITIONS + 3, 7])

    field = layout_of(replace(few, openings=few.openings.take(rows))).field(-1)

    assert field.block_kind.tolist() == [2, 5, 5]
    assert field.block_start.tolist() == [0, 7, 7 + POSITIONS, 10 + POSITIONS]


def test_a_market_without_openings_has_no_blocks():
    field = layout_of(market(Person())).field(-1)

    assert field.block_start.tolist() == [0]
    assert field.row.size == field.entry_position.size == 0


def test_the_field_of_a_discipline_holds_the_openings_open_to_it_with_their_points():
    posts = [Post(disciplines=(BIOLOGY,)), Post(), Post(disciplines=(CHEMISTRY,))]

    layout = layout_of(market(*posts))

    assert layout.field(BIOLOGY).row.tolist() == [0, 1]
    assert layout.field(BIOLOGY).fixed.tolist() == [96, 0]
    assert layout.field(CHEMISTRY).row.tolist() == [1, 2]
    assert layout.field(-1).row.tolist() == [1]
    assert layout.field(-1).position.tolist() == [-1, 0, -1]


@settings(max_examples=30)
@given(worlds())
def test_the_points_of_a_discipline_are_those_of_the_oracle(world):
    layout = layout_of(market_of(world))
    shape = [None, *range(len(world.disciplines))]

    for discipline in shape:
        found = layout.discipline_points(-1 if discipline is None else discipline)
        holder = replace(world, persons=(Person(discipline=discipline),))
        oracle = Oracle(holder)
        for opening in range(len(world.posts)):
            met = oracle.states(0, opening)[Gate.DISCIPLINE] == State.MET
            expected = oracle.terms(0, opening)[Term.DISCIPLINE] if met else -1
            assert found[opening] == expected


def entries_of(field: Field, skill: int, level: int) -> list[tuple[int, int]]:
    """Opening and points of every entry for a skill at a level, in all blocks."""
    blocks, found = field.block_kind.size, []
    for block in range(blocks):
        cell = (skill * blocks + block) * LEVELS + level - 1
        for entry in range(field.list_start[cell], field.list_start[cell + 1]):
            row = field.row[field.block_start[block] + field.entry_position[entry]]
            found.append((int(row), int(field.entry_points[entry])))
    return found


@settings(max_examples=30)
@given(made_worlds(3, 60))
def test_every_requirement_and_certificate_stands_once_in_the_list_of_its_skill_and_level(world):
    oracle, field = Oracle(world), layout_of(market_of(world)).field(-1)

    expected: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in field.row.tolist():
        for skill, level, _ in world.posts[row].requirements:
            expected.setdefault((skill, level), []).append((row, oracle.skill_maxima(row)[skill]))
        for skill in world.posts[row].certificates:
            expected.setdefault((skill, 1), []).append((row, 0))
    for (skill, level), entries in expected.items():
        assert sorted(entries_of(field, skill, level)) == sorted(entries)
    assert field.entry_position.size == sum(map(len, expected.values()))


def test_positions_in_a_list_rise_so_that_a_stretch_of_it_can_be_found():
    field = layout_of(market_of(made_world(1, 200, 4))).field(3)

    for start, end in zip(field.list_start, field.list_start[1:], strict=False):
        assert (np.diff(field.entry_position[start:end].astype(int)) >= 0).all()


def test_what_a_met_requirement_adds_is_packed_by_evidence():
    post = Post(requirements=musts((1, 2)) + nice((2, 1)), certificates=(3,))

    field = layout_of(market(post)).field(-1)

    must, other, licence = field.entry_whole[:, 0], field.entry_whole[:, 1], field.entry_whole[:, 2]
    # Of skills 384 + 96 + 48 + 912 + 64 = 1504, 1502 beyond one each as 4 : 1 = 1201.6 and 300.4;
    # of evidence 126 as 100.8, 25.2
    assert (must & POINTS_MASK).tolist() == [1203, 1203 + 34, 1203 + 68, 1203 + 102]
    assert (other & POINTS_MASK).tolist() == [301, 301 + 8, 301 + 17, 301 + 26]
    assert (must >> MUST_SHIFT).tolist() == [1] * 4
    assert (other >> MUST_SHIFT).tolist() == [0] * 4
    assert (licence >> CERTIFICATE_SHIFT).tolist() == [1] * 4
    assert (licence & POINTS_MASK).tolist() == [0] * 4


def test_what_an_opening_needs_is_its_musts_and_certificates():
    posts = [Post(), Post(requirements=musts((0, 1), (1, 1)) + nice((2, 1)), certificates=(3,))]

    need = layout_of(market(*posts)).need

    assert (need & MUSTS_MASK).tolist() == [0, 2]
    assert (need >> (CERTIFICATE_SHIFT - MUST_SHIFT)).tolist() == [0, 1]


def test_no_latest_start_is_a_day_that_never_comes():
    assert layout_of(market(Post(), Post(latest_start=0))).latest.tolist() == [NEVER, 0]


def test_prices_lose_a_quarter_per_step_and_nothing_is_paid_for_what_is_not_accepted():
    prices = layout_of(market()).prices

    assert prices.place.tolist() == [160, 120, 80, 40, 0]
    assert prices.kind.tolist() == prices.pay.tolist() == [96, 72, 48, 24, 0]
    assert prices.degree.tolist() == [48, 36, 24, 12, 0]
    assert prices.start.tolist() == [64, 48, 32, 16, 0]
    assert (prices.all_musts, prices.channel) == (2048, 64)


def test_steps_that_do_not_divide_evenly_are_rounded_down():
    weights = Weights(place=159, kind=97)

    prices = Layout(market(), weights).prices

    assert prices.place.tolist() == [159, 119, 79, 39, 0]
    assert prices.kind.tolist() == [97, 72, 48, 24, 0]


@pytest.mark.parametrize("k", [1, 78])
def test_room_is_made_for_the_largest_block_and_every_skill(k):
    both = market(Person(skills=certified((0, 1))), *[Post()] * 9, skill_count=11)

    scratch, heaps = layout_of(both).scratch(k), layout_of(both).heaps(k)

    assert scratch.acc.size == scratch.total.size == scratch.least.size == 9
    assert (scratch.level.size, scratch.part.size) == (11, 11 * LEVELS)
    assert scratch.pool.size >= 4 * k
    assert heaps.keys.shape == (9, k)
