"""What happened to the requests of an organisation, as its park office reads it."""

from django.db.models import QuerySet

from parks.models import LogEntry, Organisation, Verification

STEPS = (
    "verification requested",
    "verification sent again",
    "verification in_review",
    "verification asked",
    "verification approved",
    "verification declined",
    "decline proposed",
    "decline dropped",
    "evidence brought",
)
MOST_STEPS = 50


def earlier_requests(verification: Verification) -> QuerySet[Verification]:
    """Return the other requests of the same organisation, newest first."""
    rows = Verification.objects.filter(organisation=verification.organisation_id)
    others = rows.exclude(pk=verification.pk).select_related("submitted_by", "decided_by")
    return others.order_by("-submitted_at", "-pk")


def steps_of(verification: Verification) -> QuerySet[LogEntry]:
    """Return what the trail says of all its requests, newest first: who, when and why."""
    entries = LogEntry.objects.filter(
        noun=Organisation._meta.label_lower, row_id=verification.organisation_id, verb__in=STEPS
    )
    return entries.select_related("actor").order_by("-happened_at", "-pk")[:MOST_STEPS]
