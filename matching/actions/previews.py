"""What the congestion price would change in a park, before anybody charges it."""

from typing import NamedTuple

from django.conf import settings

from matching import engine
from matching.loading.snapshots import load_base, load_market_of
from matching.models import MatchRun
from matching.queries.weights import engine_weights, strength_of
from parks.models import Park

STRENGTHS = (0, 25, 50, 60, 100)


class Preview(NamedTuple):
    """The figures at each strength, and the strength charged today."""

    run: MatchRun
    strength: int
    figures: dict[int, engine.Attention]


def preview_congestion(park: Park) -> Preview | None:
    """Price the kept lists of the park's published run at several strengths; None without a run.

    Raises SnapshotGoneError when the run's files are gone; a new run brings them back.
    """
    run = MatchRun.objects.published().filter(park=park).select_related("weights").first()
    if run is None:
        return None
    market, base = load_market_of(run).market, load_base(run)
    strength = strength_of(run.weights)
    figures = engine.preview(
        market,
        engine_weights(run.weights),
        base,
        sorted({*STRENGTHS, strength}),
        threads=settings.MATCHING_THREADS,
    )
    return Preview(run, strength, figures)
