"""How a park weighs a match: a new version takes the place of the last one."""

from django.db import transaction
from django.db.models import Max

from matching.models import MatchWeights
from parks.actions.trail import record
from parks.models import Park, User
from parks.queue import enqueue


@transaction.atomic
def add_weights(weights: MatchWeights, *, by: User) -> MatchWeights:
    """Save `weights` as the newest version of its park and ask for a run that uses it.

    The numbers are checked before (`full_clean`); what would break a promise of the engine, the
    database refuses as well. Two at once get a version each.
    """
    park = Park.objects.select_for_update().get(pk=weights.park_id)
    newest = MatchWeights.objects.filter(park=park).aggregate(newest=Max("version"))["newest"]
    weights.version, weights.created_by = (newest or 0) + 1, by
    weights.save(force_insert=True)
    record(weights, "added", by=by, park_id=park.pk, version=weights.version, note=weights.note)
    enqueue("matching.run_park", park_id=park.pk, started_by_id=by.pk)
    return weights
