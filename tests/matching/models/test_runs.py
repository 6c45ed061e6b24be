import pytest

from matching.models import MatchRun
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_runs_of_a_park_are_its_offices(park, readers, editors):
    run = MatchRunFactory(park=park)

    assert readers(run) == {"park_officer", "operator"}
    assert editors(run) == {"park_officer", "operator"}


def test_published_runs_are_told_apart():
    published = MatchRunFactory()
    for state in ("running", "superseded", "failed"):
        MatchRunFactory(state=state)

    assert list(MatchRun.objects.published()) == [published]


def test_a_run_and_its_lists_say_what_they_are(park):
    run = MatchRunFactory(park=park)
    graduate = GraduateMatchesFactory(run=run, opening_ids=[1, 2], points=[4096, 5])
    opening = OpeningMatchesFactory(run=run, profile_ids=[1], points=[4096])

    assert str(run) == "BioBAY · 2026-11-20"
    assert str(graduate) == f"{graduate.profile}: 2"
    assert str(opening) == f"{opening.opening}: 1"
