"""What the congestion price would change, seen before it is charged."""

from datetime import date

import pytest

from matching.actions.previews import STRENGTHS, preview_congestion
from matching.actions.runs import run_park
from matching.loading import snapshots
from matching.loading.snapshots import SnapshotGoneError
from tests.factories.matching import MatchWeightsFactory
from tests.matching.markets import small_market
from tests.matching.stored import lists_of

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


def test_without_a_published_run_there_is_nothing_to_preview(park):
    assert preview_congestion(park) is None


def test_every_strength_is_previewed_and_nothing_is_changed(park):
    small_market(park)
    run = run_park(park, night=NIGHT)
    before = lists_of(run)

    preview = preview_congestion(park)

    assert (preview.run, preview.strength) == (run, 0)
    assert tuple(preview.figures) == STRENGTHS
    assert lists_of(run) == before


def test_the_figures_at_no_strength_are_those_of_the_published_lists(park):
    small_market(park)
    graduates, _openings = lists_of(run_park(park, night=NIGHT))
    points = [each for _ids, listed, _unknown in graduates.values() for each in listed]

    figures = preview_congestion(park).figures[0]

    assert figures.mean_points == pytest.approx(sum(points) / len(points))
    assert figures.openings_unlisted == 0


def test_the_strength_charged_today_is_among_those_previewed(park):
    MatchWeightsFactory(park=park, congestion=35)
    small_market(park)
    run_park(park, night=NIGHT)

    preview = preview_congestion(park)

    assert (preview.strength, tuple(preview.figures)) == (35, (0, 25, 35, 50, 60, 100))


def test_a_run_whose_files_are_gone_says_so(park):
    small_market(park)
    snapshots.forget(run_park(park, night=NIGHT))

    with pytest.raises(SnapshotGoneError):
        preview_congestion(park)
