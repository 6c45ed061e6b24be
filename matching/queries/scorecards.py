"""What interviewers found of an applicant, added up for whoever may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from companies.choices.openings import Importance
from companies.models import Opening, OpeningSkill
from matching.choices.applications import ENDED_WITHOUT_HIRING, NOT_WITH_THE_COMPANY, Recommendation
from matching.choices.interviews import SITTING
from matching.models import Application, Interview, Scorecard, SkillRating, SlotInterviewer
from matching.models.scorecards import ScorecardQuerySet
from parks.access import Viewer
from parks.models import LogEntry, Membership, Skill

REMINDED = "scorecard asked for"
REMINDED_AFTER = timedelta(hours=24)
TOO_LATE = timedelta(days=14)


class SkillAverage(NamedTuple):
    """How well a skill was shown, as a mean of 1–4 over those who covered it; None: nobody did."""

    skill: Skill
    importance: str
    average: float | None
    ratings: int

    @property
    def label(self) -> str:
        return str(Importance(self.importance).label)


@dataclass(frozen=True)
class Scores:
    """The scorecards of one applicant that a reader may see, and what they come to.

    While the reader's own is awaited the rest is empty: neither words nor figures of others.
    """

    is_awaited: bool
    interview: Interview | None
    cards: list[Scorecard]
    skills: list[SkillAverage]
    recommendations: list[tuple[str, int]]
    awaited_of: list[str]


def scores_of(application: Application, viewer: Viewer) -> Scores:
    """Return what this viewer may read of an applicant's scorecards, in at most six queries."""
    sittings = _sittings(application)
    mine = next((seat for seat in sittings if seat.interviewer_id == viewer.user_id), None)
    shown = readable_cards(application, viewer)
    handed_in = [card for card in shown if card.submitted_at is not None]
    own = any(card.interviewer_id == viewer.user_id for card in handed_in)
    interview = _interview_of(application, mine)
    if mine is not None and not own:
        return Scores(True, interview, [], [], [], [])
    written = {card.interviewer_id for card in handed_in}
    return Scores(
        is_awaited=False,
        interview=interview,
        cards=handed_in,
        skills=averages(requirements_of(application.opening), handed_in) if handed_in else [],
        recommendations=counted(handed_in),
        awaited_of=_names(seat for seat in sittings if seat.interviewer_id not in written),
    )


def readable_cards(application: Application, viewer: Viewer) -> ScorecardQuerySet:
    """Return the scorecards of an application that this viewer may read, the oldest first."""
    rows = Scorecard.objects.visible_to(viewer).shown_to(viewer.user_id)
    ratings = Prefetch("ratings", SkillRating.objects.select_related("skill").order_by("pk"))
    rows = rows.filter(application=application).select_related("interviewer")
    return rows.prefetch_related(ratings).order_by("submitted_at", "pk")


def averages(
    requirements: Iterable[OpeningSkill], cards: Iterable[Scorecard]
) -> list[SkillAverage]:
    """Return the mean of every skill that the opening asks for, in the order it asks."""
    found: dict[int, list[int]] = {}
    for card in cards:
        for rating in card.ratings.all():
            found.setdefault(rating.skill_id, []).append(rating.rating)
    return [
        SkillAverage(
            row.skill,
            row.importance,
            _mean(found.get(row.skill_id)),
            len(found.get(row.skill_id, ())),
        )
        for row in requirements
    ]


def counted(cards: Iterable[Scorecard]) -> list[tuple[str, int]]:
    """Return how often each advice was given, the warmest first; what nobody gave is left out."""
    given = [card.recommendation for card in cards]
    counts = [(str(advice.label), given.count(advice.value)) for advice in Recommendation]
    return [(label, number) for label, number in counts if number]


def requirements_of(opening: Opening) -> list[OpeningSkill]:
    """Return what an opening asks for: required, wanted, a plus; each as the company ordered it."""
    ranks = [When(importance=importance, then=Value(rank)) for rank, importance in _ranked()]
    rows = OpeningSkill.objects.filter(opening=opening).select_related("skill")
    rank = Case(*ranks, output_field=IntegerField())
    return list(rows.order_by(rank, "position", "pk"))


def awaited_scorecards(now: datetime) -> QuerySet[SlotInterviewer]:
    """Return who sat in an interview a day ago or more, has not handed in, was not reminded.

    What is two weeks old is left in peace; nobody is asked about an application that has ended.
    """
    holders = Interview.objects.filter(slot=OuterRef("slot"), state__in=SITTING).exclude(
        application__state__in=(*NOT_WITH_THE_COMPANY, *ENDED_WITHOUT_HIRING)
    )
    cards = Scorecard.objects.handed_in().filter(
        application__interviews__slot=OuterRef("slot"),
        application__interviews__state__in=SITTING,
        interviewer=OuterRef("interviewer"),
    )
    members = Membership.objects.live().filter(
        user=OuterRef("interviewer"), organisation=OuterRef("slot__opening__company")
    )
    told = LogEntry.objects.filter(
        noun=SlotInterviewer._meta.label_lower, row_id=OuterRef("pk"), verb=REMINDED
    )
    return SlotInterviewer.objects.filter(
        Q(Exists(holders)) & Q(Exists(members)) & ~Q(Exists(cards)) & ~Q(Exists(told)),
        slot__ends_at__lte=now - REMINDED_AFTER,
        slot__ends_at__gt=now - TOO_LATE,
        interviewer__is_active=True,
    )


def _sittings(application: Application) -> list[SlotInterviewer]:
    seats = SlotInterviewer.objects.filter(
        slot__interviews__application=application, slot__interviews__state__in=SITTING
    )
    return list(seats.select_related("interviewer").order_by("slot__starts_at", "pk"))


def _interview_of(application: Application, seat: SlotInterviewer | None) -> Interview | None:
    """Return the interview in which the reader sits: it leads to their scorecard."""
    if seat is None:
        return None
    return Interview.objects.get(application=application, slot=seat.slot_id, state__in=SITTING)


def _mean(ratings: list[int] | None) -> float | None:
    return sum(ratings) / len(ratings) if ratings else None


def _names(seats: Iterable[SlotInterviewer]) -> list[str]:
    return list(dict.fromkeys(str(seat.interviewer) for seat in seats))


def _ranked() -> Iterable[tuple[int, str]]:
    return enumerate((Importance.MUST, Importance.WANTED, Importance.NICE))
