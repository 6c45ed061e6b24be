import pytest

from parks.actions.saved_filters import (
    MOST_FILTERS,
    SavedFilterError,
    delete_filter,
    narrowed,
    save_filter,
)
from parks.models import LogEntry, SavedFilter
from tests.factories.parks import SavedFilterFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_what_a_list_is_narrowed_down_to_is_kept_without_the_page():
    assert narrowed("?q=GMP&o=-1&p=7&_popup=1&e=1") == "q=GMP&o=-1"


def test_saving_and_deleting_are_in_the_log():
    user = UserFactory()

    row = save_filter(user, noun="companies.opening", name="Mine", query="q=GMP")
    delete_filter(row, by=user)

    assert list(LogEntry.objects.order_by("pk").values_list("noun", "verb", "actor")) == [
        ("parks.savedfilter", "created", user.pk),
        ("parks.savedfilter", "deleted", user.pk),
    ]
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "reason"),
    [
        ("  ", "q=1", "a name"),
        ("N" * 61, "q=1", "too long"),
        ("Name", "q=" + "x" * 1000, "too long"),
    ],
)
def test_a_filter_without_a_name_or_too_long_is_refused(name, query, reason):
    with pytest.raises(SavedFilterError, match=reason):
        save_filter(UserFactory(), noun="companies.opening", name=name, query=query)

    assert not SavedFilter.objects.exists()


def test_nobody_keeps_more_filters_of_a_list_than_fit_above_it():
    user = UserFactory()
    SavedFilterFactory.create_batch(MOST_FILTERS, user=user)

    with pytest.raises(SavedFilterError, match="Delete one first"):
        save_filter(user, noun="companies.opening", name="One more", query="")

    assert save_filter(user, noun="parks.park", name="One more", query="").pk
