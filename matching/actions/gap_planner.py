"""The gap planner: counted by a worker after every published run, or when somebody asks."""

import time
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from companies.actions.sessions import create_session
from companies.choices.training import SessionState
from companies.models import Programme, Session
from matching.actions.locks import LISTS_LOCK_CLASS, try_lock
from matching.choices.snapshots import SnapshotKind
from matching.loading import snapshots
from matching.loading.gap_planner import Planner, plan
from matching.models import MatchRun, Snapshot
from matching.queries.weights import engine_weights
from parks.actions.trail import record
from parks.models import Park, User
from parks.queue import enqueue

GAPS_LOCK_CLASS = 7111
"""A process is counting the gaps of this park."""
TOLD_SECONDS = 900
TOLD_EVERY = 1.0
KEPT_FOR = timedelta(days=90)
MOST_GRADUATES = 300_000
"""One worker holds all of them; what is larger would keep it from its other work."""
WEEKS_AHEAD, DAYS_TO_ENROL, HOURS_A_DAY = 6, 7, 6


class PlanRefusedError(Exception):
    """There is nothing to count; says what to do first."""


class Progress(NamedTuple):
    done: int
    total: int


def ask_for_plan(park: Park, *, by: User) -> None:
    """Have the gaps of a park counted now, and note who wanted it.

    Raises PlanRefusedError where the park has no run, or one that is too large.
    """
    run = MatchRun.objects.published().filter(park=park).first()
    if run is None:
        raise PlanRefusedError(_("This park has no published run yet. Start a run first."))
    if run.graduates > MOST_GRADUATES:
        raise PlanRefusedError(_("This park is too large: one worker would have to hold it all."))
    record(park, "gaps asked for", by=by, park_id=park.pk)
    tell(park.pk, 0, 0)
    enqueue("matching.plan_gaps", park_id=park.pk)


def plan_gaps(park_id: int, *, now: datetime) -> Snapshot | None:
    """Count what training would bring within reach, and keep it; older than 90 days goes.

    None without a run of a size for one worker, or while another process is at it. Raises
    SnapshotGoneError when the files of the run are gone or are just being written.
    """
    run = MatchRun.objects.published().filter(park=park_id, graduates__lte=MOST_GRADUATES)
    run = run.select_related("park", "weights").first()
    with try_lock(GAPS_LOCK_CLASS, park_id) as held:
        if not held or run is None:
            return None
        try:
            return _count(run, now)
        finally:
            cache.delete(_key(park_id))


def _count(run: MatchRun, now: datetime) -> Snapshot:
    started = time.perf_counter()
    planner = kept_input(run)
    figures = plan(planner, run.park, _Telling(run.park_id).note)
    Snapshot.objects.of(SnapshotKind.GAPS, park=run.park).filter(
        taken_at__lt=now - KEPT_FOR
    ).delete()
    facts = {
        "run": run.pk,
        "night": run.night.isoformat(),
        "graduates": int(planner.loaded.profile_ids.size),
        "openings": int(planner.loaded.opening_ids.size),
    }
    return Snapshot.objects.create(
        kind=SnapshotKind.GAPS,
        park=run.park,
        figures=facts | figures,
        seconds=round(time.perf_counter() - started, 3),
        taken_at=now,
    )


def kept_input(run: MatchRun) -> Planner:
    """The input and the lists of a run as they are now; no refresh may come between the two.

    Raises SnapshotGoneError when another run has taken its place.
    """
    with try_lock(LISTS_LOCK_CLASS, run.park_id) as held:
        if not held or not MatchRun.objects.published().filter(pk=run.pk).exists():
            raise snapshots.SnapshotGoneError("the lists are being written")
        loaded, matching = snapshots.load_market_of(run), snapshots.load_matching(run)
    return Planner(loaded, matching, engine_weights(run.weights), settings.MATCHING_THREADS)


@transaction.atomic
def draft_session(programme: Programme, *, by: User, today: date) -> tuple[Session, bool]:
    """Return a draft of a session as the planner counts it, and whether it is a new one.

    A new one has the usual places and begins in six weeks on a Monday; it takes as many weekdays as
    the programme has hours, six a day. Where a draft still to come is there, nothing is added.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    drafts = Session.objects.filter(programme=programme, state=SessionState.DRAFT)
    present = drafts.filter(starts_on__gt=today).order_by("starts_on", "pk").first()
    if present is not None:
        return present, False
    starts_on = today + timedelta(weeks=WEEKS_AHEAD)
    starts_on -= timedelta(days=starts_on.weekday())
    session = create_session(
        programme=programme,
        by=by,
        starts_on=starts_on,
        ends_on=last_day(starts_on, programme.hours or HOURS_A_DAY),
        enrol_by=starts_on - timedelta(days=DAYS_TO_ENROL),
        capacity=programme.seats,
    )
    return session, True


def last_day(monday: date, hours: int) -> date:
    """The weekday on which so many hours are over, six on each weekday from this Monday on."""
    days_after = (hours - 1) // HOURS_A_DAY
    weeks, rest = divmod(days_after, 5)
    return monday + timedelta(weeks=weeks, days=rest)


class _Telling:
    """Keeps how far a counting is, once a second."""

    def __init__(self, park_id: int) -> None:
        self.park_id, self.told_at = park_id, 0.0

    def note(self, done: int, total: int) -> None:
        if time.monotonic() - self.told_at >= TOLD_EVERY:
            self.told_at = time.monotonic()
            tell(self.park_id, done, total)


def tell(park_id: int, done: int, total: int) -> None:
    """Keep how far a counting is, for the page; forgotten after a quarter of an hour."""
    cache.set(_key(park_id), [done, total], timeout=TOLD_SECONDS)


def counting(park_id: int) -> Progress | None:
    """Return how many of the programmes and skills are counted, or None when nobody counts."""
    found = cache.get(_key(park_id))
    return None if found is None else Progress(*found)


def _key(park_id: int) -> str:
    return f"gap-plan-{park_id}"
