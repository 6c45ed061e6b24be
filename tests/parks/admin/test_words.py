"""The words that no page spells out: all of them are needed, and none is missing."""

from pathlib import Path

import pytest
import unfold

from companies.choices.openings import OpeningState
from matching.choices.applications import ApplicationState
from parks.admin.words import UNFOLD_WORDS, VERBS
from parks.choices.organisations import VerificationState

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for suffix in ("*.html", "*.py")
    for path in sorted(Path(unfold.__file__).parent.rglob(suffix))
)


@pytest.mark.parametrize("word", UNFOLD_WORDS)
def test_unfold_still_says_this(word):
    assert word in SOURCES


@pytest.mark.parametrize("states", [OpeningState, ApplicationState])
def test_every_state_that_the_trail_names_has_a_word(states):
    assert set(states.values) - set(VERBS) == set()


def test_every_decision_about_an_organisation_has_a_word():
    decided = {f"verification {state}" for state in VerificationState.values}

    assert decided - set(VERBS) == {"verification pending"}  # that one is “requested”


def test_nothing_is_said_twice():
    words = [*UNFOLD_WORDS, *VERBS]

    assert len(words) == len(set(words))
