"""Lists as somebody narrowed them down, kept under a name; each person's own."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from parks.actions.trail import record
from parks.models import SavedFilter, User

MOST_FILTERS = 30
NOT_KEPT = ("p", "e", "_popup", "_to_field", "csrfmiddlewaretoken")
"""Parameters of a list that say which page one is on, not what it is narrowed down to."""
LONGEST_NAME, LONGEST_QUERY = (
    SavedFilter._meta.get_field(name).max_length for name in ("name", "query")
)


class SavedFilterError(Exception):
    """This filter cannot be saved; says why."""


def narrowed(query: str) -> str:
    """Return what a list is narrowed down to, without the number of the page."""
    parameters = QueryDict(query.lstrip("?"), mutable=True)
    for name in NOT_KEPT:
        parameters.pop(name, None)
    return parameters.urlencode()


@transaction.atomic
def save_filter(by: User, *, noun: str, name: str, query: str) -> SavedFilter:
    """Keep a list under a name; raises SavedFilterError when the name is taken or missing."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    name, kept = name.strip(), narrowed(query)
    mine = SavedFilter.objects.filter(user=by, noun=noun)
    refuse_words(name, kept)
    if mine.filter(name=name).exists():
        raise SavedFilterError(_("You already have a filter of that name for this list."))
    if mine.count() >= MOST_FILTERS:
        raise SavedFilterError(_("There are 30 saved filters for this list. Delete one first."))
    row = SavedFilter.objects.create(user=by, noun=noun, name=name, query=kept)
    record(row, "created", by=by)
    return row


def refuse_words(name: str, query: str) -> None:
    if not name:
        raise SavedFilterError(_("Give the filter a name."))
    if len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise SavedFilterError(_("The name or the filter is too long to be saved."))


@transaction.atomic
def delete_filter(row: SavedFilter, *, by: User) -> None:
    record(row, "deleted", by=by)
    row.delete()
