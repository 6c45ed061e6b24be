"""Trees of places and disciplines as chains of ancestors, and how skills relate."""

import numpy as np
import pytest

from matching.engine import EngineInputError, Lists, Relations, Vocabulary, ancestors
from tests.matching.engine.worlds import relations_of

ONE_NODE, NO_RELATION = ancestors([-1]), Relations.none(1)


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
    with pytest.raises(
        EngineInputError, match="place_ancestors: each row must start with the node"
    ):
        Vocabulary(1, broken, ONE_NODE, NO_RELATION)
    with pytest.raises(EngineInputError, match="discipline_ancestors: each row must start"):
        Vocabulary(1, ONE_NODE, broken, NO_RELATION)


def test_a_chain_through_an_unknown_node_is_refused():
    with pytest.raises(EngineInputError, match="place_ancestors names a node that has no row"):
        Vocabulary(1, lists((0, 1)), ONE_NODE, NO_RELATION)


def test_it_can_be_asked_where_a_node_stands_above_another():
    tree = Vocabulary(0, ancestors([-1, 0, 1]), ancestors([-1, -1]), Relations.none(0))

    places = tree.places_upwards.find(np.array([2, 2, 0, -1]), np.array([0, 2, 2, 0]))
    disciplines = tree.disciplines_upwards.find(np.array([1, 1]), np.array([1, 0]))

    # the chains are 0 | 1 0 | 2 1 0 and 0 | 1
    assert places.tolist() == [5, 3, -1, -1]
    assert disciplines.tolist() == [1, -1]


def test_relations_have_a_row_for_every_skill_held():
    relations = relations_of(3, [(2, 0, 3), (0, 1, 1), (2, 1, 2)])

    assert relations.offsets.tolist() == [0, 1, 1, 3]
    assert relations.asked.tolist() == [1, 0, 1]
    assert relations.quarters.tolist() == [1, 3, 2]


def test_skills_need_not_relate_at_all():
    relations = Relations.none(4)

    assert (len(relations), relations.asked.size) == (4, 0)


@pytest.mark.parametrize("quarters", [0, 4, -1])
def test_a_related_skill_is_one_two_or_three_quarters_of_another(quarters):
    with pytest.raises(EngineInputError, match=rf"quarters\[0\] is {quarters}, outside 1..3"):
        relations_of(2, [(0, 1, quarters)])


@pytest.mark.parametrize("skill_count", [0, 2])
def test_relations_of_another_number_of_skills_are_refused(skill_count):
    with pytest.raises(EngineInputError, match=f"related must have {skill_count} rows"):
        Vocabulary(skill_count, ONE_NODE, ONE_NODE, NO_RELATION)


def test_a_relation_to_a_skill_that_is_not_there_is_refused():
    with pytest.raises(EngineInputError, match="related names a skill that is not there"):
        Vocabulary(1, ONE_NODE, ONE_NODE, relations_of(1, [(0, 1, 1)]))
