from datetime import datetime, timedelta

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from matching.choices.interviews import InterviewState
from matching.models import Application, CalendarFeed, Interview, InterviewSlot
from matching.models.interviews import InterviewQuerySet
from parks.models import LogEntry
from talent.models import Profile

REMINDED = "reminded"
REMINDED_BEFORE = timedelta(days=1)


def my_interviews(user_id: int | None) -> InterviewQuerySet:
    """Return the interviews of a person as an applicant, with all that a page shows of them."""
    mine = Interview.objects.filter(application__profile__user=user_id)
    return mine.with_people()


def interviews_of(application: Application) -> list[Interview]:
    """Return every interview of an application, the newest first."""
    mine = Interview.objects.filter(application=application)
    return list(mine.with_people().order_by("-created_at", "-pk"))


def free_slots(interview: Interview, now: datetime) -> list[InterviewSlot]:
    """Return what the applicant can choose now, earliest first."""
    return list(interview.application.opening.slots.free(now).earliest_first())


def calendar_entries(profile: Profile) -> InterviewQuerySet:
    """Return what a person's calendar shows: interviews with a time, held and cancelled too."""
    return Interview.objects.of(profile).in_calendars().with_people().order_by("pk")


def feed_with_token(token: str) -> QuerySet[CalendarFeed]:
    """Return the feed behind a private address, of a person who still has an account."""
    feeds = CalendarFeed.objects.filter(token=token, profile__user__is_active=True)
    return feeds.select_related("profile__user")


def due_reminders(now: datetime) -> InterviewQuerySet:
    """Return the interviews within a day whose applicant has not been reminded of this time.

    Who chose a time less than a day ahead has just had a mail about it and needs no second one.
    """
    told = LogEntry.objects.alias(
        sequence=Cast(KeyTextTransform("sequence", "details"), IntegerField())
    ).filter(
        noun=Interview._meta.label_lower,
        row_id=OuterRef("pk"),
        verb=REMINDED,
        sequence=OuterRef("sequence"),
    )
    return Interview.objects.filter(
        ~Exists(told),
        state=InterviewState.SCHEDULED,
        slot__starts_at__gt=now,
        slot__starts_at__lte=now + REMINDED_BEFORE,
        slot__starts_at__gte=F("changed_at") + REMINDED_BEFORE,
    )
