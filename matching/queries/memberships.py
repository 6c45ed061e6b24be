"""What the people of a member read: its consortium, the meetings, and the votes it has to cast."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from parks.access import Viewer
from parks.choices.consortium import MemberState, ResolutionState
from parks.language import in_language
from parks.models import (
    Consortium,
    ConsortiumMembership,
    LogEntry,
    Meeting,
    Organisation,
    Resolution,
    Vote,
)
from parks.queries.resolutions import is_open, tally_of, votes_to_cast, with_right_to_vote
from parks.voting import Tally

OVER = (MemberState.LEFT, MemberState.DECLINED)


class Ballot(NamedTuple):
    """A resolution as one member sees it; `tally` is kept back until the vote is over."""

    resolution: Resolution
    cast: int
    tally: Tally | None
    own: Vote | None
    may_vote: bool

    @property
    def text(self) -> str:
        return in_language(self.resolution.text_zh, self.resolution.text_en)


class Joinable(NamedTuple):
    """An organisation somebody runs, with the consortia it could join."""

    organisation: Organisation
    consortia: list[Consortium]


def my_memberships(viewer: Viewer) -> QuerySet[ConsortiumMembership]:
    """Return the memberships of the organisations somebody acts for, with `open_votes` to cast."""
    waiting = votes_to_cast(OuterRef("pk")).filter(consortium=OuterRef("consortium"))
    counted = waiting.order_by().values("consortium").annotate(each=Count("pk")).values("each")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    rows = ConsortiumMembership.objects.filter(organisation__in=viewer.organisation_ids)
    open_votes = Case(When(state=MemberState.ACTIVE, then=number), default=Value(0))
    named = rows.annotate(open_votes=open_votes).select_related("consortium__lead", "organisation")
    return named.order_by("-applied_at", "-pk")


def joinable(viewer: Viewer) -> list[Joinable]:
    """Return the organisations somebody runs with the listed consortia they are not in."""
    organisations = list(Organisation.objects.filter(pk__in=viewer.administered_ids).order_by("pk"))
    consortia = list(Consortium.objects.listed().order_by("name_zh", "pk"))
    rows = ConsortiumMembership.objects.filter(organisation__in=viewer.administered_ids)
    inside = set(rows.exclude(state__in=OVER).values_list("organisation", "consortium"))
    found = [
        Joinable(each, [one for one in consortia if (each.pk, one.pk) not in inside])
        for each in organisations
    ]
    return [each for each in found if each.consortia]


def meetings_of(member: ConsortiumMembership, viewer: Viewer) -> QuerySet[Meeting]:
    """Return the meetings that a member of today reads about, the newest first."""
    rows = Meeting.objects.visible_to(viewer).filter(consortium=member.consortium_id)
    return (rows if _is_in(member) else rows.none()).order_by("-starts_at", "-pk")


def resolutions_of(member: ConsortiumMembership, viewer: Viewer) -> QuerySet[Resolution]:
    """Return what was put to the vote, the newest first, with `cast` and how the member voted.

    `could_vote` says whether it had a vote at all. Drafts are the office's own.
    """
    own = Vote.objects.filter(resolution=OuterRef("pk"), member=member.pk)
    rows = Resolution.objects.visible_to(viewer).filter(consortium=member.consortium_id)
    shown = (rows if _is_in(member) else rows.none()).exclude(opened_at=None)
    return (
        with_right_to_vote(shown, member.pk)
        .annotate(cast=Count("votes"), own_choice=Subquery(own.values("choice")[:1]))
        .order_by("-opened_at", "-pk")
    )


def waiting_votes(member: ConsortiumMembership) -> QuerySet[Resolution]:
    """Return the open votes that a member has yet to cast, what closes first first."""
    rows = votes_to_cast(member.pk).filter(consortium=member.consortium_id)
    return (rows if _is_in(member) else rows.none()).order_by("closes_at", "pk")


def history_of(member: ConsortiumMembership) -> list[tuple[LogEntry, str]]:
    """Return what became of a membership, the newest first, each with its state in words."""
    rows = LogEntry.objects.about(member).filter(verb__in=MemberState.values)
    return [(row, MemberState(row.verb).label) for row in rows.order_by("-happened_at", "-pk")]


def ballot(
    resolution: Resolution, member: ConsortiumMembership, viewer: Viewer, now: datetime
) -> Ballot:
    """Say how a vote stands for one member and whether this person may cast its vote now.

    `resolution` is one of `resolutions_of` the member.
    """
    tally = tally_of(resolution)
    own = Vote.objects.filter(resolution=resolution, member=member).first()
    may_vote = (
        own is None
        and resolution.could_vote
        and member.organisation_id in viewer.administered_ids
        and is_open(resolution, now)
    )
    is_over = resolution.state != ResolutionState.OPEN
    return Ballot(resolution, tally.cast, tally if is_over else None, own, may_vote)


def _is_in(member: ConsortiumMembership) -> bool:
    return member.state == MemberState.ACTIVE
