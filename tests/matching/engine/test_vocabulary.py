"""Trees of places and disciplines as chains of ancestors."""

import numpy as np
import pytest

from matching.engine import EngineInputError, Lists, Vocabulary, ancestors


def lists(*rows: tuple[int, ...]) -> Lists:
    return Lists.of([(value,) for value in row] for row in rows)


def test_the_chain_of_a_node_starts_with_itself_and_ends_at_its_root():
    chains = ancestors([-1, 0, 1, -1, 1])

    assert np.split(chains.values, chains.offsets[1:-1])[2].tolist() == [2, 1, 0]
    assert chains.lengths.tolist() == [1, 2, 3, 1, 3]
    assert chains.values.tolist() == [0, 1, 0, 2, 1, 0, 3, 4, 1, 0]


def test_a_parent_may_come_after_its_child():
    assert ancestors([2, 0, -1]).values.tolist() == [0, 2, 1, 0, 2, 2]


def test_a_tree_without_nodes_is_ordinary():
    assert len(ancestors([])) == 0


@pytest.mark.parametrize("parents", [[0], [1, 0], [-1, 2, 3, 1]])
def test_a_node_that_is_its_own_ancestor_is_refused(parents):
    with pytest.raises(EngineInputError, match="its own ancestor"):
        ancestors(parents)


@pytest.mark.parametrize("parents", [[1], [-2], [-1, 0, 3]])
def test_a_parent_that_is_no_node_is_refused(parents):
    with pytest.raises(EngineInputError, match=r"a parent lies outside -1\.\."):
        ancestors(parents)


@pytest.mark.parametrize("broken", [lists((1,), (1,)), lists((0,), ()), lists((), (0, 1))])
def test_a_chain_that_does_not_start_with_its_node_is_refused(broken):
    sound = ancestors([-1])

    with pytest.raises(
        EngineInputError, match="place_ancestors: each row must start with the node"
    ):
        Vocabulary(1, broken, sound)
    with pytest.raises(EngineInputError, match="discipline_ancestors: each row must start"):
        Vocabulary(1, sound, broken)


def test_a_chain_through_an_unknown_node_is_refused():
    with pytest.raises(EngineInputError, match="place_ancestors names a node that has no row"):
        Vocabulary(1, lists((0, 1)), ancestors([-1]))
