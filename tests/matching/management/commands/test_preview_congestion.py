"""The preview of the congestion price on the terminal."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching.actions.runs import run_park
from matching.loading import snapshots
from tests.matching.markets import small_market

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("preview_congestion", *arguments, stdout=out)
    return out.getvalue()


def test_figures_are_printed_for_every_strength(park):
    small_market(park)
    run_park(park, night=date(2026, 11, 22))

    lines = printed("--park", park.slug).splitlines()

    assert [line.split()[0] for line in lines[2:]] == ["0", "25", "50", "60", "100"]


def test_json_holds_the_figures_and_nothing_else(park):
    small_market(park)
    run_park(park, night=date(2026, 11, 22))

    figures = json.loads(printed("--park", park.slug, "--json"))

    assert (figures["strength"], list(figures["figures"])) == (0, ["0", "25", "50", "60", "100"])
    assert figures["figures"]["0"]["openings_unlisted"] == 0


def test_an_unknown_park_is_named():
    with pytest.raises(CommandError, match="There is no park “moon”"):
        printed("--park", "moon")


def test_a_park_without_a_run_is_told_how_to_make_one(park):
    with pytest.raises(CommandError, match="run_matching makes one"):
        printed("--park", park.slug)


def test_lost_files_are_told_in_one_sentence(park):
    small_market(park)
    snapshots.forget(run_park(park, night=date(2026, 11, 22)))

    with pytest.raises(CommandError):
        printed("--park", park.slug)
