"""How a park weighs a match: its newest version, or what every park begins with."""

from dataclasses import fields

from matching import engine
from matching.models import MatchWeights
from parks.models import Park


def weights_in_force(park: Park) -> MatchWeights | None:
    """Return the newest version of a park's weights; None while it has made none."""
    return MatchWeights.objects.filter(park=park).order_by("-version").first()


def engine_weights(row: MatchWeights | None) -> engine.Weights:
    """Return a version as the engine reads it."""
    if row is None:
        return engine.Weights()
    return engine.Weights(**{each.name: getattr(row, each.name) for each in fields(engine.Weights)})


def strength_of(row: MatchWeights | None) -> int:
    """Return how much of the congestion price is charged, in per cent."""
    return 0 if row is None else row.congestion
