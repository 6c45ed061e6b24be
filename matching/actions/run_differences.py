"""What a run changed against the one before it, worked out once and kept as a small file.

The lists of a run are dropped two runs later, and comparing them takes a while: the page of a run
reads this file. It names people and openings by their ids alone.
"""

import json
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from matching.actions.nights import LEFT_LISTS
from matching.loading.snapshots import ALIAS
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from matching.queries.list_changes import Difference, differ, stored_sides

FOLDER = "differences"
KEPT_RUNS = 60
LOOKED_AT = 10
"""So many runs beyond those are looked at for files that were left behind."""


class KeptDifference(NamedTuple):
    """`before` is the id of the run that was compared with."""

    before: int
    difference: Difference


def keep_difference(run_id: int) -> KeptDifference | None:
    """Compare a run with the one before it and keep what was found; doing it twice is harmless.

    Returns None, and keeps nothing, where one of the two has no lists any more.
    """
    run = MatchRun.objects.filter(pk=run_id, state__in=LEFT_LISTS).first()
    before = run and run_before(run)
    if before is None or not (_keeps_lists(run) and _keeps_lists(before)):
        return None
    kept = KeptDifference(before.pk, differ(stored_sides(before), stored_sides(run)))
    text = json.dumps({"before": kept.before, "difference": kept.difference.as_json()})
    _forget(run)
    storages[ALIAS].save(_path(run), ContentFile(text.encode()))
    _forget_old(run)
    return kept


def kept_difference(run: MatchRun) -> KeptDifference | None:
    """Return what was kept for a run; None while, or because, there is nothing."""
    try:
        with storages[ALIAS].open(_path(run)) as file:
            values = json.load(file)
    except FileNotFoundError:
        return None
    return KeptDifference(values["before"], Difference.from_json(values["difference"]))


def run_before(run: MatchRun) -> MatchRun | None:
    """Return the run of the park whose lists this one took the place of."""
    earlier = MatchRun.objects.filter(park=run.park_id, state__in=LEFT_LISTS, pk__lt=run.pk)
    return earlier.order_by("-pk").first()


def _keeps_lists(run: MatchRun) -> bool:
    stored = (GraduateMatches, run.graduates), (OpeningMatches, run.openings)
    return all(model.objects.filter(run=run).exists() for model, count in stored if count)


def _path(run: MatchRun) -> str:
    return f"{FOLDER}/{run.uuid}.json"


def _forget(run: MatchRun) -> None:
    storages[ALIAS].delete(_path(run))


def _forget_old(run: MatchRun) -> None:
    runs = MatchRun.objects.filter(park=run.park_id).order_by("-pk")
    for old in runs[KEPT_RUNS : KEPT_RUNS + LOOKED_AT]:
        _forget(old)
