import pytest
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import OPENING_MOVES
from matching.choices.applications import APPLICATION_MOVES
from parks.choices.organisations import VERIFICATION_MOVES
from parks.workflow import IllegalMoveError, Moves


class Light(TextChoices):
    GREEN = "green", _("Go on")
    AMBER = "amber", _("Slow down")
    RED = "red", _("Stop")


LIGHTS = Moves(Light, {Light.GREEN: frozenset({Light.AMBER}), Light.AMBER: frozenset({Light.RED})})


@pytest.mark.parametrize(
    ("present", "wanted", "allowed"),
    [
        ("green", "amber", True),
        ("amber", "red", True),
        ("green", "red", False),
        ("green", "green", False),
        ("red", "green", False),
        ("red", "red", False),
    ],
)
def test_only_the_moves_of_the_table_are_allowed(present, wanted, allowed):
    assert LIGHTS.allows(present, wanted) is allowed


def test_a_move_of_the_table_passes():
    LIGHTS.require("green", "amber")


def test_a_move_that_is_not_in_the_table_is_refused_in_words(english):
    with pytest.raises(IllegalMoveError) as refusal:
        LIGHTS.require("red", "green")

    assert str(refusal.value) == "This is “Stop” and cannot become “Go on”."


def test_a_second_click_hears_that_it_is_so_already(english):
    with pytest.raises(IllegalMoveError) as refusal:
        LIGHTS.require("red", "red")

    assert str(refusal.value) == "This is “Stop” already."


def test_states_that_nothing_follows_are_final():
    assert LIGHTS.final() == ["red"]


@pytest.mark.parametrize("moves", [OPENING_MOVES, APPLICATION_MOVES, VERIFICATION_MOVES])
def test_the_tables_of_the_portal_name_their_own_states_only(moves):
    named = set(moves.table) | {state for states in moves.table.values() for state in states}

    assert named <= set(moves.states.values)


@pytest.mark.parametrize(
    ("moves", "start"),
    [(OPENING_MOVES, "draft"), (APPLICATION_MOVES, "draft"), (VERIFICATION_MOVES, "pending")],
)
def test_every_state_of_the_portal_can_be_reached(moves, start):
    reached, found = {start}, {start}
    while found:
        found = {state for one in found for state in moves.table.get(one, ())} - reached
        reached |= found

    assert reached == set(moves.states.values)
