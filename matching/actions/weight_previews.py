"""What other weights would change in last night's lists, seen before anybody saves them.

A worker matches the stored input of the published run anew with the engine of every night, and
compares; nothing is published. What it finds waits in the cache for whoever asked, for an hour.
"""

import json
import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from matching import engine
from matching.actions.locks import LISTS_LOCK_CLASS, try_lock
from matching.choices.runs import PreviewState
from matching.loading import snapshots
from matching.loading.market import LoadedMarket
from matching.models import MatchRun, MatchWeights
from matching.models.weights import TERMS
from matching.queries.list_changes import Difference, Side, Sides, differ
from matching.queries.weights import engine_weights, strength_of
from parks.models import Park, User
from parks.queue import enqueue

IMPORTANCE = ("must", "wanted", "nice")
NUMBERS = (*TERMS, *IMPORTANCE, "congestion")
KEPT_SECONDS = 3600
TOLD_EVERY = 1.0
MOST_GRADUATES = 300_000
"""One worker holds the lists of all of them twice; more is for the night, which is shared."""


class PreviewRefusedError(Exception):
    """There is nothing to preview with; says what to do first."""


@dataclass(frozen=True)
class WeightsPreview:
    """A wish of one person for one park; `numbers` are the weights by name, `done` of `total`."""

    id: str
    park_id: int
    user_id: int
    run_id: int
    numbers: dict[str, int]
    note: str = ""
    state: str = PreviewState.WAITING
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    difference: Difference | None = field(default=None, compare=False)

    @property
    def is_under_way(self) -> bool:
        return self.state in (PreviewState.WAITING, PreviewState.RUNNING)

    def keep(self) -> Self:
        cache.set(_key(self.id), json.dumps(asdict(self)), timeout=KEPT_SECONDS)
        return self


def ask_for_preview(park: Park, numbers: dict[str, int], *, note: str, by: User) -> WeightsPreview:
    """Queue a preview of `numbers`, which have passed the checks of a new version.

    Raises PreviewRefusedError where the park has no run, or one that is too large, or when what is
    found could not be kept.
    """
    run = MatchRun.objects.published().filter(park=park).first()
    if run is None:
        raise PreviewRefusedError(_("This park has no published run yet. Start a run first."))
    if run.graduates > MOST_GRADUATES:
        raise PreviewRefusedError(
            _("This park is too large for a preview: one worker would have to hold all its lists.")
        )
    wish = WeightsPreview(
        str(uuid4()), park.pk, by.pk, run.pk, numbers, note, total=run.graduates
    ).keep()
    if preview_of(wish.id, by=by) is None:
        raise PreviewRefusedError(_("Nothing can be kept for you at this moment. Try again later."))
    enqueue("matching.preview_weights", preview_id=wish.id)
    return wish


def preview_of(preview_id: str, *, by: User) -> WeightsPreview | None:
    """Return a preview to the one who asked for it, within the hour; nobody else has it."""
    found = _kept(preview_id)
    return found if found and found.user_id == by.pk else None


def preview_weights(preview_id: str) -> None:
    """Compute a preview and keep what was found; one that nobody waits for any more is left."""
    wish = _kept(preview_id)
    if wish is None or not wish.is_under_way:
        return
    started, wish = time.perf_counter(), replace(wish, state=PreviewState.RUNNING).keep()
    try:
        difference = _difference(wish)
    except snapshots.SnapshotGoneError:
        replace(wish, state=PreviewState.GONE).keep()
    except Exception:
        replace(wish, state=PreviewState.FAILED).keep()
        raise
    else:
        seconds = round(time.perf_counter() - started, 1)
        replace(wish, state=PreviewState.DONE, seconds=seconds, difference=difference).keep()


def _difference(wish: WeightsPreview) -> Difference:
    loaded, shown = _kept_lists(wish)
    row = MatchWeights(**wish.numbers)
    proposed = engine.match(
        loaded.market,
        engine_weights(row),
        shown.graduate_lists.indices.shape[1],
        strength=strength_of(row),
        threads=settings.MATCHING_THREADS,
        progress=_Telling(wish).note,
    )
    return differ(_sides(loaded, shown), _sides(loaded, proposed))


def _kept_lists(wish: WeightsPreview) -> tuple[LoadedMarket, engine.Matching]:
    """The input and the lists of the run as they are now; no refresh may come between the two.

    Raises SnapshotGoneError when another run has taken its place.
    """
    with try_lock(LISTS_LOCK_CLASS, wish.park_id) as held:
        run = MatchRun.objects.published().filter(pk=wish.run_id).first()
        if not held or run is None:
            raise snapshots.SnapshotGoneError("the lists are being written")
        return snapshots.load_market_of(run), snapshots.load_matching(run)


def _sides(loaded: LoadedMarket, matching: engine.Matching) -> Sides:
    profiles, openings = loaded.profile_ids, loaded.opening_ids
    return Sides(
        Side(profiles, openings, matching.graduate_lists),
        Side(openings, profiles, matching.opening_lists),
    )


class _Telling:
    """Keeps how far a preview is, once a second."""

    def __init__(self, wish: WeightsPreview) -> None:
        self.wish, self.told_at = wish, time.monotonic()

    def note(self, done: int, total: int) -> None:
        if time.monotonic() - self.told_at >= TOLD_EVERY:
            self.told_at = time.monotonic()
            replace(self.wish, done=done, total=total).keep()


def _kept(preview_id: str) -> WeightsPreview | None:
    text = cache.get(_key(preview_id))
    if text is None:
        return None
    values: dict[str, Any] = json.loads(text)
    found = values["difference"]
    return WeightsPreview(**{**values, "difference": found and Difference.from_json(found)})


def _key(preview_id: str) -> str:
    return f"matching:weights-preview:{preview_id}"
