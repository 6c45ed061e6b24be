"""The least valid row of each noun where the two sides meet."""

import datetime
from uuid import uuid4

import factory
import numpy as np
from django.utils import timezone

from matching.actions.panels import busy_of
from matching.choices.applications import ApplicationState, Rating, Recommendation
from matching.choices.interviews import InterviewState
from matching.choices.runs import AlarmKind, RunState
from matching.choices.snapshots import SnapshotKind
from matching.choices.wishes import AlertPeriod, DismissalReason
from matching.models import (
    Alert,
    Application,
    ApplicationStep,
    CalendarFeed,
    CandidateNote,
    Dismissal,
    GraduateMatches,
    Interview,
    InterviewSlot,
    InvitationToApply,
    MatchAlarm,
    MatchRun,
    MatchShard,
    MatchWeights,
    MessageTemplate,
    Offer,
    OpeningMatches,
    PoolEntry,
    SavedOpening,
    SavedSearch,
    Scorecard,
    SkillRating,
    SlotInterviewer,
    Snapshot,
)
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory

PACKED = {"opening_ids": "<i8", "profile_ids": "<i8", "points": "<i2"}


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    profile = factory.SubFactory(ProfileFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    state = ApplicationState.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)


class ApplicationStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ApplicationStep

    application = factory.SubFactory(ApplicationFactory)
    state = ApplicationState.SUBMITTED
    taken_at = factory.LazyFunction(timezone.now)


class MessageTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessageTemplate

    company = factory.SubFactory(CompanyFactory)
    state = ApplicationState.SHORTLISTED
    text_en = "Dear {name}, you are on the shortlist for {opening}. {company}"


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.OFFERED)
    terms = "A permanent post in the laboratory."
    reply_by = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))


class MatchRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchRun

    batch = factory.LazyFunction(uuid4)
    park = factory.SubFactory(ParkFactory)
    night = datetime.date(2026, 11, 20)
    state = RunState.PUBLISHED
    finished_at = factory.LazyFunction(timezone.now)


class MatchWeightsFactory(factory.django.DjangoModelFactory):
    """The weights every park begins with, as its first version."""

    class Meta:
        model = MatchWeights

    park = factory.SubFactory(ParkFactory)
    version = factory.Sequence(lambda number: number + 1)


class MatchesFactory(factory.django.DjangoModelFactory):
    """Takes ids and points as lists of numbers and packs them as a run does."""

    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: object) -> dict[str, object]:
        packed = {
            name: np.array(kwargs[name], dtype).tobytes()
            for name, dtype in PACKED.items()
            if name in kwargs
        }
        return {**kwargs, **packed}


class GraduateMatchesFactory(MatchesFactory):
    class Meta:
        model = GraduateMatches

    run = factory.SubFactory(MatchRunFactory)
    profile = factory.SubFactory(ProfileFactory)
    opening_ids = ()
    points = ()


class OpeningMatchesFactory(MatchesFactory):
    class Meta:
        model = OpeningMatches

    run = factory.SubFactory(MatchRunFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    profile_ids = ()
    points = ()


class SnapshotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Snapshot

    kind = SnapshotKind.COCKPIT
    figures = factory.LazyFunction(dict)
    seconds = 0.5
    taken_at = factory.LazyFunction(timezone.now)


class MatchShardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchShard

    run = factory.SubFactory(MatchRunFactory)
    number = factory.Sequence(lambda number: number)
    graduates = 1


class MatchAlarmFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchAlarm

    park = factory.SubFactory(ParkFactory)
    night = datetime.date(2026, 11, 20)
    kind = AlarmKind.LATE
    details = '{"hour": 4}'


class InterviewSlotFactory(factory.django.DjangoModelFactory):
    """Half an hour in three days."""

    class Meta:
        model = InterviewSlot

    opening = factory.SubFactory(OpeningFactory, published=True)
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + datetime.timedelta(minutes=30))
    place = "Building 3"


class InterviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interview

    class Params:
        scheduled = factory.Trait(
            state=InterviewState.SCHEDULED,
            slot=factory.SubFactory(
                InterviewSlotFactory, opening=factory.SelfAttribute("..application.opening")
            ),
        )

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.INTERVIEWING)


class SlotInterviewerFactory(factory.django.DjangoModelFactory):
    """Somebody on the panel of a slot; their time is taken with the buffer of the slot."""

    class Meta:
        model = SlotInterviewer

    slot = factory.SubFactory(InterviewSlotFactory)
    interviewer = factory.SubFactory(UserFactory)
    busy = factory.LazyAttribute(lambda seat: busy_of(seat.slot))


class ScorecardFactory(factory.django.DjangoModelFactory):
    """A draft without a word."""

    class Meta:
        model = Scorecard

    class Params:
        handed_in = factory.Trait(
            recommendation=Recommendation.YES, submitted_at=factory.LazyFunction(timezone.now)
        )

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.INTERVIEWING)
    interviewer = factory.SubFactory(UserFactory)


class SkillRatingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillRating

    scorecard = factory.SubFactory(ScorecardFactory)
    skill = factory.SubFactory(SkillFactory)
    rating = Rating.SOLID


class InvitationToApplyFactory(factory.django.DjangoModelFactory):
    """Sent just now; there are two weeks to answer."""

    class Meta:
        model = InvitationToApply

    opening = factory.SubFactory(OpeningFactory, published=True)
    profile = factory.SubFactory(ProfileFactory)
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda row: row.sent_at + datetime.timedelta(days=14))


class PoolEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PoolEntry

    company = factory.SubFactory(CompanyFactory)
    profile = factory.SubFactory(ProfileFactory)


class CandidateNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CandidateNote

    company = factory.SubFactory(CompanyFactory)
    profile = factory.SubFactory(ProfileFactory)
    text = "Ask about filling lines."


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    profile = factory.SubFactory(ProfileFactory)
    token = factory.Sequence(lambda number: f"secret-{number}")


class SavedOpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedOpening

    profile = factory.SubFactory(ProfileFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)


class DismissalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dismissal

    profile = factory.SubFactory(ProfileFactory)
    opening = factory.SubFactory(OpeningFactory, published=True)
    reason = DismissalReason.PLACE


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """A search for all openings, told of every day from now on."""

    class Meta:
        model = SavedSearch

    profile = factory.SubFactory(ProfileFactory)
    name = factory.Sequence(lambda number: f"Search {number}")
    alerts_since = factory.LazyFunction(timezone.now)


class AlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alert

    profile = factory.SubFactory(ProfileFactory)
    period = AlertPeriod.DAILY
    day = datetime.date(2026, 11, 20)
