"""Openings saved and left out, searches kept: what may be kept, and once."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.actions.wishes import (
    MOST_SEARCHES,
    WishError,
    change_search,
    delete_search,
    dismiss_opening,
    save_opening,
    save_search,
    tidy_query,
    undo_dismissal,
    unsave_opening,
)
from matching.models import Dismissal, SavedOpening, SavedSearch
from parks.models import LogEntry
from tests.factories.companies import OpeningFactory
from tests.factories.matching import DismissalFactory, SavedOpeningFactory, SavedSearchFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def kept_search(profile, **changes) -> SavedSearch:
    return save_search(profile, **({"query": "q=GMP", "name": "GMP", "now": NOW} | changes))


def test_an_opening_is_saved_once_however_often_it_is_pressed():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    first, second = (save_opening(profile, opening=opening) for _press in range(2))

    assert first == second
    assert SavedOpening.objects.get().opening == opening


def test_what_is_no_longer_saved_is_gone_for_that_person_alone():
    mine = SavedOpeningFactory()
    theirs = SavedOpeningFactory(opening=mine.opening)

    for _press in range(2):
        unsave_opening(mine.profile, opening=mine.opening)

    assert SavedOpening.objects.get() == theirs


def test_the_last_reason_stays():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    for reason in ("work", "pay"):
        dismiss_opening(profile, opening=opening, reason=reason)

    assert Dismissal.objects.get().reason == "pay"


def test_taking_it_back_concerns_nobody_else():
    mine = DismissalFactory()
    theirs = DismissalFactory(opening=mine.opening)

    undo_dismissal(mine.profile, opening=mine.opening)

    assert Dismissal.objects.get() == theirs


def test_no_log_that_outlives_the_person_keeps_what_they_like():
    profile, opening = ProfileFactory(), OpeningFactory(published=True)

    save_opening(profile, opening=opening)
    dismiss_opening(profile, opening=opening, reason="pay")
    kept_search(profile)

    assert not LogEntry.objects.exists()


def test_a_search_is_told_of_every_day_from_the_moment_it_is_saved():
    search = kept_search(ProfileFactory())

    assert (search.name, search.query, search.period) == ("GMP", "q=GMP", "daily")
    assert search.alerts_since == NOW


def test_the_same_search_in_another_order_is_the_one_that_is_there():
    profile = ProfileFactory()
    first = kept_search(profile, query="kind=job&q=GMP&kind=postdoc&page=3")

    second = kept_search(
        profile, query="q=+GMP+&kind=postdoc&kind=job&degree=", now=NOW + timedelta(days=1)
    )

    assert second == first
    assert SavedSearch.objects.get().alerts_since == NOW


def test_two_people_may_save_the_same_search():
    kept_search(ProfileFactory())
    kept_search(ProfileFactory())

    assert SavedSearch.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("page=2&sort=date&next=/x/&csrfmiddlewaretoken=abc", ""),
        ("q=%E6%8A%97%E4%BD%93", "q=%E6%8A%97%E4%BD%93"),
        ("q=&kind=", ""),
        ("q=a%00b", "q=ab"),
        ("q=a\x00b", "q=ab"),
        ("kind=postdoc&kind=job&kind=postdoc", "kind=job&kind=postdoc"),
        ("q=GMP&kind=job&channel=technical", "channel=technical&kind=job&q=GMP"),
        ("kind=astronaut&zone=1&q=GMP", "q=GMP"),
    ],
)
def test_of_an_address_only_its_conditions_are_kept(given, kept):
    assert tidy_query(given) == kept


@pytest.mark.usefixtures("english")
def test_a_search_with_too_many_conditions_is_refused():
    """A rare character takes twelve in an address."""
    with pytest.raises(WishError, match="too many conditions"):
        kept_search(ProfileFactory(), query="q=" + "𠮷" * 100)

    assert not SavedSearch.objects.exists()


@pytest.mark.usefixtures("english")
def test_there_is_an_end_to_saving_searches():
    profile = ProfileFactory()
    for number in range(MOST_SEARCHES):
        SavedSearchFactory(profile=profile, query=f"q={number}")

    with pytest.raises(WishError, match="Delete one"):
        kept_search(profile)

    assert profile.saved_searches.count() == MOST_SEARCHES
    assert kept_search(profile, query="q=0").query == "q=0"


def test_a_long_name_is_cut():
    assert len(kept_search(ProfileFactory(), name="x" * 200).name) == 80


def test_a_search_may_be_renamed_without_losing_what_waits():
    search = SavedSearchFactory(alerts_since=NOW)

    change_search(search, name="Quality", period="weekly", now=NOW + timedelta(days=3))

    search.refresh_from_db()
    assert (search.name, search.period, search.alerts_since) == ("Quality", "weekly", NOW)


def test_who_wants_mail_again_is_told_of_what_comes_from_then_on():
    search, later = SavedSearchFactory(alerts_since=NOW), NOW + timedelta(days=3)

    change_search(search, name=search.name, period="never", now=NOW + timedelta(days=1))
    change_search(search, name=search.name, period="weekly", now=later)

    search.refresh_from_db()
    assert (search.period, search.alerts_since) == ("weekly", later)


def test_a_deleted_search_is_gone():
    search = SavedSearchFactory()

    delete_search(search)

    assert not SavedSearch.objects.exists()
