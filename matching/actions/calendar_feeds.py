"""The private address at which a calendar reads a person's interviews."""

import secrets
from datetime import datetime

from django.db import transaction

from matching.models import CalendarFeed
from parks.actions.trail import record
from talent.models import Profile

SECRET_BYTES = 32


@transaction.atomic
def make_feed(profile: Profile, *, now: datetime) -> CalendarFeed:
    """Give a new private address; the one of before, if there was one, stops working at once."""
    feed, _created = CalendarFeed.objects.update_or_create(
        profile=profile,
        defaults={"token": secrets.token_urlsafe(SECRET_BYTES), "created_at": now},
    )
    record(feed, "address made", by=profile.user)
    return feed


@transaction.atomic
def delete_feed(profile: Profile) -> None:
    """Close the private address; where there is none, nothing happens."""
    feed = CalendarFeed.objects.select_for_update().filter(profile=profile).first()
    if feed is not None:
        record(feed, "deleted", by=profile.user)
        feed.delete()
