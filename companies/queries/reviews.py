"""What the park office looks at, has looked at, and has not seen yet."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from companies.choices.openings import LOOKED_AT, WITHOUT_REVIEW, OpeningState, ReportState
from companies.models import Opening, OpeningReport
from companies.models.openings import OpeningQuerySet
from parks.models import LogEntry

ON_SHOW = (OpeningState.PUBLISHED, OpeningState.PAUSED)
STEPS = (*OpeningState.values, LOOKED_AT)
MOST_STEPS = 50


def with_waiting(openings: OpeningQuerySet) -> OpeningQuerySet:
    """Add `waits_since`, when an opening came in; imports give no other time than the last change.

    Add also `open_reports`, whether somebody complains of it.
    """
    open_ones = OpeningReport.objects.open().filter(opening=OuterRef("pk"))
    since = Coalesce(F("submitted_at"), F("updated_at"))
    return openings.annotate(waits_since=since, is_reported=Exists(open_ones))


def without_review(openings: OpeningQuerySet) -> OpeningQuerySet:
    """Keep what is on show and nobody of the office has seen as it is now.

    The trail says of each publication whether it was reviewed; of what trusted companies import it
    said nothing before it was noted there, which means that nobody looked.
    """
    entries = LogEntry.objects.filter(
        noun=Opening._meta.label_lower, row_id=OuterRef("pk"), details__has_key=WITHOUT_REVIEW
    )
    last = entries.order_by("-pk").values(said=KeyTextTransform(WITHOUT_REVIEW, "details"))[:1]
    shown = openings.filter(state__in=ON_SHOW).annotate(unseen=Subquery(last))
    return shown.filter(Q(unseen="true") | Q(unseen=None, company__trusted=True))


def was_taken_off(opening: Opening) -> bool:
    """Say whether the office has taken it off for a complaint, and has not published it since."""
    return opening.pk in taken_off([opening])


def taken_off(openings: Iterable[Opening]) -> frozenset[int]:
    """Return the ids of those that the office has taken off and not published since."""
    upheld = OpeningReport.objects.filter(opening__in=openings, state=ReportState.UPHELD)
    never = Q(opening__published_at=None)
    since = upheld.filter(never | Q(decided_at__gt=F("opening__published_at")))
    return frozenset(since.values_list("opening", flat=True))


def steps_of(opening: Opening) -> QuerySet[LogEntry]:
    """Return what happened to an opening, with the comments of each return, newest first."""
    entries = LogEntry.objects.about(opening).filter(verb__in=STEPS).select_related("actor")
    return entries.order_by("-happened_at", "-pk")[:MOST_STEPS]
