"""What a person saved and left out, read with the query of a page that is made anyway."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from companies.choices.openings import OpeningState
from companies.models import Opening, OpeningSkill
from companies.models.openings import ENDED, OpeningQuerySet
from matching.choices.runs import ChangeSide
from matching.choices.wishes import DismissalReason
from matching.models import Dismissal, MatchChange, SavedOpening
from parks.access import Viewer
from talent.models import Profile

SIMILAR_SHOWN = 2


def with_wishes(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """Add `saved_ids` and `dismissed_ids`, newest first, and `is_changing`: not yet worked in."""
    changes = MatchChange.objects.filter(side=ChangeSide.PROFILE, row_id=OuterRef("pk"))
    return profiles.annotate(
        saved_ids=_opening_ids(SavedOpening, "pk"),
        dismissed_ids=_opening_ids(Dismissal, "pk"),
        is_changing=Exists(changes),
    )


def _opening_ids(wishes: type[SavedOpening | Dismissal], owner: str) -> ArraySubquery:
    mine = wishes.objects.filter(profile=OuterRef(owner)).newest_first()
    return ArraySubquery(mine.values("opening_id"))


def dismissed_ids_of(owner: str) -> ArraySubquery:
    """The ids of the openings that a person left out, newest first; `owner` leads to the person."""
    return _opening_ids(Dismissal, owner)


def with_wish_for(profiles: QuerySet[Profile], uuid: UUID) -> QuerySet[Profile]:
    """Add `has_saved` and `dismissed_for`, the reason why this opening was left out or None."""
    mine = {"profile": OuterRef("pk"), "opening__uuid": uuid}
    reason = Dismissal.objects.filter(**mine).values("reason")[:1]
    return profiles.annotate(
        has_saved=Exists(SavedOpening.objects.filter(**mine)), dismissed_for=Subquery(reason)
    )


def reason_label(reason: str | None) -> str:
    """The words of a reason; empty when there is none."""
    return str(DismissalReason(reason).label) if reason else ""


def within_reach(viewer: Viewer) -> OpeningQuerySet:
    """Return the openings that somebody may read, and those they saved or left out before."""
    mine = {"profile__user": viewer.user_id}
    wished = Q(pk__in=SavedOpening.objects.filter(**mine).values("opening"))
    unwanted = Q(pk__in=Dismissal.objects.filter(**mine).values("opening"))
    readable = Q(pk__in=Opening.objects.visible_to(viewer).values("pk"))
    return Opening.objects.filter(readable | wished | unwanted)


class Kept(NamedTuple):
    """A saved opening: whether it can be applied for, and read; openings like one that ended."""

    opening: Opening
    is_on_offer: bool
    is_readable: bool
    similar: list[Opening]


def saved_openings(profile: Profile) -> QuerySet[SavedOpening]:
    """Return what a person saved, newest first, with `similar_ids` where an opening has ended."""
    mine = SavedOpening.objects.filter(profile=profile).select_related(
        "opening__company__region", "opening__park__region", "opening__region"
    )
    on_offer = Opening.objects.on_offer().filter(pk=OuterRef("opening"))
    alike = Case(
        When(Exists(on_offer), then=Value([])),
        default=_similar_ids(),
        output_field=ArrayField(BigIntegerField()),
    )
    return mine.annotate(similar_ids=alike).newest_first()


def _similar_ids() -> ArraySubquery:
    """The openings of the same kind that ask for most of the same skills."""
    asked = OpeningSkill.objects.filter(opening=OuterRef(OuterRef("opening"))).values("skill")
    others = Opening.objects.on_offer().filter(kind=OuterRef("opening__kind"))
    alike = others.filter(requirements__skill__in=asked).exclude(pk=OuterRef("opening"))
    ranked = alike.annotate(shared=Count("pk")).order_by("-shared", "-pk")
    return ArraySubquery(ranked.values("pk")[:SIMILAR_SHOWN])


def kept(rows: Sequence[SavedOpening], today: date) -> list[Kept]:
    """Turn rows of `saved_openings` into what a page shows; one query for all that is similar."""
    ids = {pk for row in rows for pk in row.similar_ids}
    similar = Opening.objects.filter(pk__in=ids).with_company().in_bulk()
    return [_kept(row.opening, [similar[pk] for pk in row.similar_ids], today) for row in rows]


def _kept(opening: Opening, similar: list[Opening], today: date) -> Kept:
    was_offered = opening.state in ENDED and opening.published_at is not None
    is_readable = opening.state == OpeningState.PUBLISHED or was_offered
    return Kept(opening, opening.takes_applications(today), is_readable, similar)
