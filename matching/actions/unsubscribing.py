"""One link ends the mail about saved searches, signed in or not; another takes that back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from matching.choices.wishes import AlertPeriod
from matching.models import SavedSearch
from parks.actions.trail import record
from parks.models import OutboxMail
from talent.models import Profile

SALT, UNDO_SALT = "matching.alerts", "matching.alerts.undo"
UNDO_WITHIN = timedelta(days=1)


class LinkError(Exception):
    """The link was not made by this portal, or its time is over."""


class Stopped(NamedTuple):
    """The searches no longer told of, and the token that takes it back."""

    searches: list[SavedSearch]
    undo: str


def unsubscribe_url(profile: Profile) -> str:
    """Return the address that ends all mail about a person's saved searches; it stays valid."""
    token = signing.Signer(salt=SALT).sign(profile.uuid.hex)
    return settings.SITE_URL + reverse("matching:unsubscribe", args=[token])


def profile_of(token: str) -> Profile:
    """Return whose link this is; raises LinkError for one that was not signed here."""
    try:
        uuid = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature as error:
        raise LinkError from error
    profile = Profile.objects.filter(uuid=uuid).select_related("user").first()
    if profile is None:
        raise LinkError
    return profile


@transaction.atomic
def stop_alerts(profile: Profile, *, now: datetime) -> Stopped:
    """End all mail about saved searches: nothing is written from now on, nor sent that waits."""
    _lock(profile)
    searches = list(profile.saved_searches.exclude(period=AlertPeriod.NEVER).order_by("pk"))
    profile.saved_searches.update(period=AlertPeriod.NEVER)
    written = OutboxMail.objects.waiting().filter(user=profile.user_id)
    written.filter(unsubscribe_url=unsubscribe_url(profile)).delete()
    if searches:
        record(profile, "alerts stopped", by=profile.user)
    periods = {str(search.pk): search.period for search in searches}
    until = (now + UNDO_WITHIN).isoformat()
    undo = {"profile": profile.uuid.hex, "periods": periods, "until": until}
    return Stopped(searches, signing.dumps(undo, salt=UNDO_SALT))


@transaction.atomic
def resume_alerts(profile: Profile, undo: str, *, now: datetime) -> None:
    """Take an unsubscription back, as if it had not been.

    Searches that were changed or deleted since stay as they are. Raises LinkError when `undo` was
    not signed for this person or is older than a day.
    """
    try:
        before = signing.loads(undo, salt=UNDO_SALT)
    except signing.BadSignature as error:
        raise LinkError from error
    is_theirs = before["profile"] == profile.uuid.hex
    if not is_theirs or now > datetime.fromisoformat(before["until"]):
        raise LinkError
    _lock(profile)
    silent = profile.saved_searches.filter(period=AlertPeriod.NEVER)
    for pk, period in before["periods"].items():
        silent.filter(pk=pk).update(period=period)
    record(profile, "alerts resumed", by=profile.user)


def _lock(profile: Profile) -> None:
    Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile.pk)
