"""`diff_runs`, for people and for scripts."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching.models import MatchRun
from tests.factories.matching import GraduateMatchesFactory, MatchRunFactory
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db


def diff(*arguments: object) -> str:
    out = StringIO()
    call_command("diff_runs", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def runs(park) -> tuple[MatchRun, MatchRun]:
    """Two runs in which one graduate got another best opening."""
    old = MatchRunFactory(park=park, state="superseded", graduates=1, matches=5)
    new = MatchRunFactory(park=park, graduates=1, matches=6)
    profile = ProfileFactory()
    GraduateMatchesFactory(run=old, profile=profile, opening_ids=[8], points=[3000])
    GraduateMatchesFactory(run=new, profile=profile, opening_ids=[9, 8], points=[4000, 3100])
    return old, new


def test_people_read_what_differs_line_by_line(runs):
    old, new = runs
    profile = GraduateMatchesFactory._meta.model.objects.filter(run=new).get().profile_id

    said = diff(old.uuid, new.uuid)

    assert said.splitlines() == [
        "matches: 5 → 6",
        "Lists changed: 1 of graduates, 0 of openings; mean overlap of the first ten 0.5000",
        "Pairs: 1 new, 0 gone, 1 with other points",
        f"  profile {profile}, opening 9: – → 4000",
        f"  profile {profile}, opening 8: 3000 → 3100",
    ]


def test_scripts_read_one_json_object(runs):
    old, new = runs

    found = json.loads(diff(old.uuid, new.uuid, "--json"))

    assert found["facts"] == {"matches": [5, 6]}
    assert {name: found["lists"][name] for name in ("new", "gone", "other_points")} == {
        "new": 1,
        "gone": 0,
        "other_points": 1,
    }
    assert found["lists"]["largest"][0]["after"] == 4000


def test_days_are_written_as_iso_in_json(runs):
    old, new = runs
    MatchRun.objects.filter(pk=old.pk).update(night="2026-11-19")

    assert json.loads(diff(old.pk, new.pk, "--json"))["facts"]["night"] == [
        "2026-11-19",
        "2026-11-20",
    ]


def test_runs_go_by_number_and_by_published_too(runs):
    old, new = runs

    assert diff(old.pk, "published") == diff(old.uuid, new.uuid)


def test_published_means_the_run_of_the_other_runs_park(runs):
    old, new = runs
    MatchRunFactory(park=ParkFactory())

    assert diff(old.uuid, "published") == diff(old.uuid, new.uuid)
    assert diff("published", "published", "--park", "biobay").startswith("Input, versions")


def test_the_same_run_does_not_differ_from_itself(runs):
    said = diff(runs[0].pk, runs[0].pk)

    assert said.splitlines() == [
        "Input, versions and figures: no difference.",
        "Lists: no difference.",
    ]


def test_lists_that_are_gone_are_told(runs):
    old, new = runs
    GraduateMatchesFactory._meta.model.objects.filter(run=old).delete()

    assert diff(old.uuid, new.uuid).splitlines()[-1] == (
        "The lists of one of them are no longer kept."
    )
    assert json.loads(diff(old.uuid, new.uuid, "--json"))["lists"] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("999999", "There is no matching run “999999”."),
        ("yesterday", "“yesterday” is neither the UUID nor the number of a run."),
        ("0f5b4d1e-7c1a-4e0f-9d59-3a1c2b4d5e6f", "There is no matching run"),
    ],
)
def test_a_run_that_is_not_there_is_told_in_one_sentence(name, words, runs):
    with pytest.raises(CommandError, match=words):
        diff(name, runs[0].pk)


def test_published_alone_is_not_enough_with_several_parks(runs):
    MatchRunFactory(park=ParkFactory(slug="other"))

    with pytest.raises(CommandError, match="one is published in biobay, other"):
        diff("published", "published")


def test_an_unknown_park_is_told(runs):
    with pytest.raises(CommandError, match="There is no park “nowhere”"):
        diff("published", "published", "--park", "nowhere")
