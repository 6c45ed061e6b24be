"""`run_matching`, as a person or a script starts it."""

import json
import os
import subprocess
import sys
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from matching.actions.locks import LOCK_CLASS
from matching.choices.runs import RunPhase
from matching.management.commands.run_matching import Bar
from matching.models import MatchRun
from tests.factories.parks import ParkFactory
from tests.matching.markets import small_market


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("run_matching", *arguments, stdout=out)
    return out.getvalue()


def in_a_process_of_its_own(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the command as a shell would, on the database of this test."""
    here = connection.settings_dict
    place = {"host": here["HOST"], "port": here["PORT"]}
    query = urlencode({name: value for name, value in place.items() if value})
    address = f"postgresql://{here['USER']}:{here['PASSWORD']}@/{here['NAME']}?{query}"
    environment = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.run(
        [sys.executable, "manage.py", "run_matching", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.django_db
def test_the_figures_of_a_run_are_one_json_object(park):
    small_market(park)

    figures = json.loads(run("--json"))

    run_of_park = MatchRun.objects.get()
    assert figures["run_id"] == str(run_of_park.batch)
    assert (figures["graduates"], figures["openings"]) == (3, 2)
    assert (figures["pairs"], figures["pairs_scored"], figures["matches"]) == (6, 3, 3)
    assert set(figures["seconds"]) == {"load", "score", "store"}
    assert all(isinstance(value, float | int) for value in figures["seconds"].values())
    assert isinstance(figures["peak_rss_mb"], int)
    assert figures["runs"] == [
        {
            "park": "biobay",
            "run_id": str(run_of_park.uuid),
            "night": run_of_park.night.isoformat(),
            "state": "published",
            "unchanged": False,
        }
    ]


@pytest.mark.django_db
def test_all_parks_are_matched_in_one_batch_and_their_figures_added_up(park):
    small_market(park)
    ParkFactory(slug="empty")

    figures = json.loads(run("--json"))

    assert [row["park"] for row in figures["runs"]] == ["biobay", "empty"]
    assert (figures["graduates"], figures["matches"]) == (3, 3)
    batches = MatchRun.objects.values_list("batch", flat=True)
    assert [str(batch) for batch in batches] == [figures["run_id"]] * 2


@pytest.mark.django_db
def test_one_park_can_be_matched_alone(park):
    ParkFactory()

    run("--park", "biobay")

    assert [row.park for row in MatchRun.objects.all()] == [park]


@pytest.mark.django_db
@pytest.mark.parametrize(("arguments", "runs"), [([], 1), (["--full"], 2)])
def test_a_second_run_of_the_day_is_made_only_when_asked_for_in_full(arguments, runs, park):
    small_market(park)
    first = json.loads(run("--json"))

    second = json.loads(run("--json", *arguments))

    assert MatchRun.objects.count() == runs
    figures = ("graduates", "openings", "pairs_scored", "matches")
    assert [second[name] for name in figures] == [first[name] for name in figures]


@pytest.mark.django_db
def test_without_json_the_figures_come_as_a_sentence(park):
    small_market(park)

    said = run()

    assert said.startswith("3 graduates × 2 openings: 3 pairs scored, 3 matches kept (load ")
    assert len(said.splitlines()) == 1


@pytest.mark.django_db
def test_an_unknown_park_is_told_with_those_that_exist(park):
    with pytest.raises(CommandError) as refusal:
        run("--park", "nowhere")

    assert str(refusal.value) == "There is no park “nowhere” to match. Parks: biobay."
    assert refusal.value.returncode == 1
    assert not MatchRun.objects.exists()


@pytest.mark.django_db
def test_without_any_park_there_is_nothing_to_match():
    with pytest.raises(CommandError, match="no park"):
        run()


@pytest.mark.django_db
def test_a_park_that_is_being_matched_already_is_told_in_one_sentence(park):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, park.pk])

    with pytest.raises(CommandError) as refusal:
        run()

    other.close()
    assert str(refusal.value) == f"A matching run for {park.name_zh} is under way."


@pytest.mark.django_db
def test_the_bar_tells_the_phase_and_the_graduates(park, capsys, english):
    small_market(park)
    bar = Bar(total=None, unit=" graduates", ascii=True)

    bar.show(RunPhase.SCORING, 2, 3)
    bar.close()

    assert "2/3" in capsys.readouterr().err
    assert str(bar.postfix) == "Scoring"


@pytest.mark.django_db(transaction=True)
def test_a_script_reads_json_and_nothing_else():
    small_market(ParkFactory())

    done = in_a_process_of_its_own("--json")

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["matches"] == 3
    assert MatchRun.objects.get().state == "published"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("arguments", "code", "words", "lines"),
    [
        (["--park", "nowhere"], 1, "There is no park “nowhere”", 1),
        (["--no-such-option"], 2, "unrecognized arguments: --no-such-option", None),
    ],
)
def test_a_mistake_is_told_without_a_traceback(arguments, code, words, lines):
    ParkFactory()

    done = in_a_process_of_its_own(*arguments)

    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert lines is None or len(done.stderr.splitlines()) == lines
