"""What proposed weights would change is what a run with them would have changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection

from matching import tasks
from matching.actions.locks import LISTS_LOCK_CLASS
from matching.actions.runs import run_park
from matching.actions.weight_previews import (
    NUMBERS,
    PreviewRefusedError,
    ask_for_preview,
    preview_of,
    preview_weights,
)
from matching.actions.weights import add_weights
from matching.loading import snapshots
from matching.models import MatchRun, MatchWeights
from matching.queries.list_changes import differ, stored_sides
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import UserFactory
from tests.matching.random_markets import random_market
from tests.matching.stored import all_runs
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NIGHT = date(2026, 11, 22)
OTHER = {"all_musts": 2048, "skills": 1296, "text": 0, "congestion": 50}


@pytest.fixture
def run(park) -> MatchRun:
    random_market(park, seed=23, people=30, openings=10)
    return run_park(park, night=NIGHT)


def proposed(**changed: int) -> dict[str, int]:
    return {name: MatchWeights._meta.get_field(name).default for name in NUMBERS} | changed


@contextmanager
def lists_being_written(park_id: int) -> Iterator[None]:
    """Hold the lock of another process that writes the lists of a park."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LISTS_LOCK_CLASS, park_id])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LISTS_LOCK_CLASS, park_id])
    finally:
        other.close()


def test_a_preview_finds_what_a_run_with_these_weights_would_find(run, park, park_officer):
    before = all_runs()

    wish = ask_for_preview(park, proposed(**OTHER), note="tried", by=park_officer)
    tasks.preview_weights(preview_id=wish.id)

    found = preview_of(wish.id, by=park_officer)
    assert (found.state, found.note, found.total) == ("done", "tried", 30)
    assert (all_runs(), MatchWeights.objects.count()) == (before, 0)
    add_weights(MatchWeights(park=park, **proposed(**OTHER)), by=park_officer)
    real = run_park(park, night=NIGHT)
    assert found.difference == differ(stored_sides(run), stored_sides(real))
    assert found.difference.graduates.changed > 0


def test_the_weights_of_the_run_itself_change_nothing(run, park, park_officer):
    wish = ask_for_preview(park, proposed(), note="", by=park_officer)

    preview_weights(wish.id)

    graduates = preview_of(wish.id, by=park_officer).difference.graduates
    assert (graduates.changed, graduates.new, graduates.dropped) == (0, 0, 0)
    assert graduates.mean_before == graduates.mean_after > 0


def test_two_who_preview_at_once_see_their_own(run, park, park_officer):
    colleague = UserFactory()
    mine = ask_for_preview(park, proposed(**OTHER), note="", by=park_officer)
    theirs = ask_for_preview(park, proposed(), note="", by=colleague)

    preview_weights(theirs.id)
    preview_weights(mine.id)

    assert preview_of(theirs.id, by=park_officer) is preview_of(mine.id, by=colleague) is None
    assert preview_of(mine.id, by=park_officer).difference.graduates.changed > 0
    assert preview_of(theirs.id, by=colleague).difference.graduates.changed == 0


def test_lost_files_and_a_run_that_is_shown_no_more_are_told(run, park, park_officer):
    lost, late = (ask_for_preview(park, proposed(), note="", by=park_officer) for _n in range(2))

    snapshots.forget(run)
    preview_weights(lost.id)
    MatchRun.objects.update(state="superseded")
    preview_weights(late.id)

    assert [preview_of(wish.id, by=park_officer).state for wish in (lost, late)] == ["gone", "gone"]


@pytest.mark.django_db(transaction=True)
def test_lists_that_are_being_written_are_not_read(park, park_officer):
    with broker():
        random_market(park, seed=23, people=6, openings=2)
        run_park(park, night=NIGHT)
        wishes = [ask_for_preview(park, proposed(), note="", by=park_officer) for _n in range(2)]

    with lists_being_written(park.pk):
        preview_weights(wishes[0].id)
    preview_weights(wishes[1].id)

    states = [preview_of(wish.id, by=park_officer).state for wish in wishes]
    assert states == ["gone", "done"]


def test_a_park_without_a_run_or_too_large_is_refused(park, park_officer):
    with broker() as sent:
        with pytest.raises(PreviewRefusedError, match="no published run"):
            ask_for_preview(park, proposed(), note="", by=park_officer)
        MatchRunFactory(park=park, graduates=300_001)
        with pytest.raises(PreviewRefusedError, match="too large"):
            ask_for_preview(park, proposed(), note="", by=park_officer)

        assert sent.tasks() == []


def test_a_worker_is_asked_after_the_commit(park, park_officer, django_capture_on_commit_callbacks):
    MatchRunFactory(park=park)
    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            wish = ask_for_preview(park, proposed(), note="", by=park_officer)

        assert sent.tasks() == [("matching.preview_weights", {"preview_id": wish.id})]

    assert wish.is_under_way


def test_a_preview_that_nobody_waits_for_is_left(run, park, park_officer):
    wish = ask_for_preview(park, proposed(), note="", by=park_officer)
    cache.delete(f"matching:weights-preview:{wish.id}")

    preview_weights(wish.id)

    assert preview_of(wish.id, by=park_officer) is None


def test_a_preview_is_computed_once(run, park, park_officer):
    wish = ask_for_preview(park, proposed(), note="", by=park_officer)
    preview_weights(wish.id)
    first = preview_of(wish.id, by=park_officer)
    snapshots.forget(run)

    preview_weights(wish.id)

    assert preview_of(wish.id, by=park_officer) == first


def test_an_error_is_told_and_not_hidden(run, park, park_officer):
    wish = ask_for_preview(park, {"skills": -1}, note="", by=park_officer)

    with pytest.raises(Exception, match="terms must add up"):
        preview_weights(wish.id)

    assert preview_of(wish.id, by=park_officer).state == "failed"
