"""Mail about the new openings of saved searches: one a period, each opening once, none missed."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from matching.actions.unsubscribing import unsubscribe_url
from matching.choices.wishes import AlertPeriod
from matching.models import Alert, AlertedOpening, SavedSearch
from matching.queries.news import News, collect_news
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from talent.models import Profile

DUE_AT = time(6, 30)
MAILED = (AlertPeriod.DAILY, AlertPeriod.WEEKLY)


def due_at(period: AlertPeriod, now: datetime) -> datetime:
    """When the mail of the period that is running was due: this morning, or Monday's."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= DUE_AT else local.date() - timedelta(days=1)
    if period == AlertPeriod.WEEKLY:
        day -= timedelta(days=day.weekday())
    return timezone.make_aware(datetime.combine(day, DUE_AT))


def people_to_tell(now: datetime) -> list[int]:
    """Return the ids of the profiles that may have a mail due and have not got it yet."""
    owed = Q()
    for period in MAILED:
        due = due_at(period, now)
        mine = Q(profile=OuterRef("pk"), period=period)
        waiting = Exists(SavedSearch.objects.filter(mine, alerts_since__lt=due))
        owed |= Q(waiting) & ~Q(Exists(Alert.objects.filter(mine, day=day_of(due))))
    return list(_living().filter(owed).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def tell_news(profile_id: int, *, now: datetime) -> list[Alert]:
    """Write the mails that are due to one person, at most one of each period.

    May run twice, at once too, and be cut off anywhere: the profile is locked, and what was told
    is kept with the mail or not at all. People who have left are told nothing.
    """
    people = _living().select_related("user").select_for_update(of=("self",), no_key=True)
    profile = people.filter(pk=profile_id).first()
    if profile is None:
        return []
    alerts = [_write(profile, period, due_at(period, now)) for period in MAILED]
    return [alert for alert in alerts if alert is not None]


def _living() -> QuerySet[Profile]:
    return Profile.objects.filter(erased_at=None, user__is_active=True)


def _write(profile: Profile, period: AlertPeriod, due: datetime) -> Alert | None:
    if profile.alerts.filter(period=period, day=day_of(due)).exists():
        return None
    searches = profile.saved_searches.filter(period=period, alerts_since__lt=due).order_by("pk")
    news = collect_news(profile, searches, until=due)
    openings = [opening for each in news for opening in each.openings]
    if not openings:
        return None
    alert = profile.alerts.create(period=period, day=day_of(due))
    AlertedOpening.objects.bulk_create(
        AlertedOpening(alert=alert, profile=profile, opening=opening) for opening in openings
    )
    _tell(alert, news, len(openings))
    return alert


def day_of(due: datetime) -> date:
    return timezone.localdate(due)


def _tell(alert: Alert, news: list[News], count: int) -> None:
    tell(
        alert.profile.user,
        kind=NoticeKind.ALERT,
        template="matching/mail/alert",
        context={"news": news, "count": count, "site": settings.SITE_URL},
        address=reverse("matching:alert", args=[alert.pk]),
        unsubscribe_url=unsubscribe_url(alert.profile),
    )
