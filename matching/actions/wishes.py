"""What a person puts aside, leaves out and wants to be told of; theirs alone.

No trail is written: the log cannot be erased, and what somebody likes is nobody else's business.
"""

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from companies.models import Opening
from companies.search import read_search
from matching.choices.wishes import AlertPeriod, DismissalReason
from matching.models import Dismissal, SavedOpening, SavedSearch
from talent.models import Profile

MOST_SEARCHES = 30
LONGEST_QUERY = 1000
LONGEST_NAME = 80


class WishError(Exception):
    """What was asked cannot be kept; says why."""


def save_opening(profile: Profile, *, opening: Opening) -> SavedOpening:
    """Put an opening aside; a second time changes nothing."""
    saved, _created = SavedOpening.objects.get_or_create(profile=profile, opening=opening)
    return saved


def unsave_opening(profile: Profile, *, opening: Opening) -> None:
    SavedOpening.objects.filter(profile=profile, opening=opening).delete()


def dismiss_opening(profile: Profile, *, opening: Opening, reason: DismissalReason) -> Dismissal:
    """Leave an opening out of the person's matches; the reason given last stays."""
    dismissal, _created = Dismissal.objects.update_or_create(
        profile=profile, opening=opening, defaults={"reason": reason}
    )
    return dismissal


def undo_dismissal(profile: Profile, *, opening: Opening) -> None:
    Dismissal.objects.filter(profile=profile, opening=opening).delete()


@transaction.atomic
def save_search(
    profile: Profile,
    *,
    query: str,
    name: str,
    now: datetime,
    period: AlertPeriod = AlertPeriod.DAILY,
) -> SavedSearch:
    """Keep a search; openings published from now on are told of by mail.

    `query` is an address after the question mark. Saved a second time the search stays as it is.
    Raises WishError when a person has many searches already, or the address is too long.
    """
    query = tidy_query(query)
    if len(query) > LONGEST_QUERY:
        raise WishError(_("This search has too many conditions to be saved."))
    profile = Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile.pk)
    present = profile.saved_searches.filter(query=query).first()
    if present is not None:
        return present
    if profile.saved_searches.count() >= MOST_SEARCHES:
        raise WishError(_("You have many saved searches. Delete one before you save another."))
    return profile.saved_searches.create(
        query=query, name=name[:LONGEST_NAME], period=period, alerts_since=now
    )


def tidy_query(query: str) -> str:
    """Return the conditions of an address in one order, so that the same search is one text.

    How a search is sorted and whatever the market does not understand is left out.
    """
    search = replace(read_search(QueryDict(query)), sort=None)
    return urlencode(sorted(parse_qsl(search.address)))


@transaction.atomic
def change_search(
    search: SavedSearch, *, name: str, period: AlertPeriod, now: datetime
) -> SavedSearch:
    """Rename a search, or change how often it is told of; from no mail to some, from now on."""
    search = SavedSearch.objects.select_for_update(of=("self",)).get(pk=search.pk)
    if search.period == AlertPeriod.NEVER and period != AlertPeriod.NEVER:
        search.alerts_since = now
    search.name, search.period = name, period
    search.save(update_fields=["name", "period", "alerts_since"])
    return search


def delete_search(search: SavedSearch) -> None:
    search.delete()
