"""Lists of the web admin that stay quick however long they are.

Three things of Django's lists read the whole table: counting it, the years that its days lie in,
and a search that joins every table it looks into. Here counting stops at `MOST_COUNTED`, a longer
list has no bar of years (its filters narrow it down), and a search looks into each table by itself.
"""

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal
from unfold.views import ChangeList

MOST_COUNTED = 10_000
MOST_FOUND = 2_000
QUOTES = ("'", '"')


class AtLeast(int):
    """A number that was not counted to its end; shown with a plus."""

    def __str__(self) -> str:
        return f"{int(self)}+"

    __repr__ = int.__repr__


class LongPaginator(Paginator):
    """Counts and turns the pages of the first rows alone; filters and search lead to the others."""

    @cached_property
    def count(self) -> int:
        found = self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return found if found <= MOST_COUNTED else AtLeast(MOST_COUNTED)


class LongChangeList(ChangeList):
    def get_results(self, request: Any) -> None:
        super().get_results(request)
        if not (self.query or self.filter_params):
            self.full_result_count = self.result_count
        if isinstance(self.result_count, AtLeast):
            self.date_hierarchy = None


class OfTheViewer(RelatedFieldListFilter):
    """Offers what the viewer may open: which of it occurs in a long list takes reading it all."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[Any, str]]:
        owner = model_admin.admin_site.get_model_admin(field.related_model)
        mine = {"pk__in": owner.get_queryset(request).values("pk")}
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=mine)


def search(rows: models.QuerySet, fields: Sequence[str], text: str) -> tuple[models.QuerySet, bool]:
    """Return the rows of which each word of the text stands in one of the fields, and whether
    they are all there are.

    A rare word is looked up in each field by itself: one condition over several joined tables would
    have to read them all for every row. A word that more than `MOST_FOUND` rows hold is then
    looked for in what the rare ones have left; where every word is as common as that, in some rows.
    """
    words = words_of(text) if fields else []
    found = {word: _holding(rows, fields, word) for word in words}
    rare = [pks for pks in found.values() if len(pks) < MOST_FOUND]
    left = rare or list(found.values())[:1]
    if left:
        rows = rows.filter(pk__in=set.intersection(*left))
    for word in (word for word, pks in found.items() if pks not in left):
        rows = rows.filter(_stands_in(fields, word))
    return rows, bool(rare) or not words


def words_of(text: str) -> list[str]:
    """Split a search into its words; what stands in quotes is one."""
    words = smart_split(text.replace("\x00", ""))
    return [unescape_string_literal(word) if _is_quoted(word) else word for word in words]


def _holding(rows: models.QuerySet, fields: Sequence[str], word: str) -> set[int]:
    """Return the keys of rows that hold the word; of each field `MOST_FOUND` at most."""
    first, *others = (
        rows.order_by().filter(_stands_in([field], word)).values_list("pk")[:MOST_FOUND]
        for field in fields
    )
    return {pk for (pk,) in first.union(*others)}


def _stands_in(fields: Sequence[str], word: str) -> models.Q:
    named = (models.Q((f"{field}__icontains", word)) for field in fields)
    return reduce(or_, named)


def _is_quoted(word: str) -> bool:
    return len(word) > 1 and word[0] in QUOTES and word[0] == word[-1]
