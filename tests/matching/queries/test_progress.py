import pytest

from matching.queries.progress import RunProgress
from tests.factories.matching import MatchRunFactory, MatchShardFactory

pytestmark = pytest.mark.django_db


def running(**fields):
    return MatchRunFactory(state="running", finished_at=None, **fields)


def test_a_run_in_one_process_says_itself_how_far_it_is():
    progress = RunProgress.of(running(graduates=200, done=50))

    assert (progress.done, progress.total, progress.per_cent) == (50, 200, 25)
    assert progress.is_running


def test_a_run_on_workers_is_as_far_as_its_parts():
    run = running(graduates=300, done=0)
    for number, done in enumerate((100, 35, 0)):
        MatchShardFactory(run=run, number=number, graduates=100, done=done, seconds=number + 0.5)

    progress = RunProgress.of(run)

    assert (progress.done, progress.per_cent) == (135, 45)
    assert progress.shard_seconds == 4.5
    assert [shard.number for shard in progress.shards] == [0, 1, 2]


def test_a_run_that_has_not_counted_yet_is_at_the_beginning():
    assert RunProgress.of(running()).per_cent == 0


def test_a_run_that_is_over_is_not_running():
    assert not RunProgress.of(MatchRunFactory()).is_running
