"""A run on the workers that is followed from a terminal."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from matching.choices.runs import RunState
from matching.management.following import run_on_workers
from matching.models import MatchRun
from parks.models import Park
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NIGHT = "2026-11-20T02:00:00+08:00"


class AfterTheFirstLook:
    """Workers begin a run right after the terminal has looked for one of this batch in vain."""

    def __init__(self, batch: object, begin: Callable[[], Any]) -> None:
        self._batch, self._begin, self._has_looked = batch, begin, False

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if not self._has_looked and str(self._batch) in map(str, params or ()):
            self._has_looked = True
            self._begin()
        return answer


def follow(park: Park, batch: object) -> MatchRun:
    looks = []

    def show(*at: object) -> None:
        looks.append(at)
        if len(looks) > 1:
            ended = {"state": RunState.PUBLISHED, "finished_at": timezone.now()}
            MatchRun.objects.filter(batch=batch).update(**ended)

    return run_on_workers(park, full=True, batch=batch, night=NIGHT, progress=show)


def test_the_own_run_that_begins_between_two_looks_is_not_in_the_way():
    park, batch = ParkFactory(), uuid4()
    facts = {"park": park, "state": RunState.RUNNING, "finished_at": None}

    with connection.execute_wrapper(
        AfterTheFirstLook(batch, lambda: MatchRunFactory(**facts, batch=batch))
    ):
        run = follow(park, batch)

    assert (run.batch, run.state) == (batch, RunState.PUBLISHED)


def test_another_run_that_begins_between_two_looks_is_in_the_way():
    park, batch = ParkFactory(), uuid4()
    facts = {"park": park, "state": RunState.RUNNING, "finished_at": None}

    with (
        connection.execute_wrapper(AfterTheFirstLook(batch, lambda: MatchRunFactory(**facts))),
        pytest.raises(CommandError, match="is under way"),
    ):
        follow(park, batch)
