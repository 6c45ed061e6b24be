"""Lists of the web admin that stay quick however long they are.

Three things of Django's lists read the whole table: counting it, the years that its days lie in,
and a search that joins every table it looks into. Here counting stops at `MOST_COUNTED`, a longer
list has no bar of years (its filters narrow it down), and a search looks into each table by itself.
"""

from collections.abc import Sequence
from functools import cached_property
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


def search(rows: models.QuerySet, fields: Sequence[str], text: str) -> models.QuerySet:
    """Return the rows of which each word of the text stands in one of the fields.

    Each field is looked up by itself: one condition over several joined tables would have to read
    them all for every row. Of a word that more than `MOST_FOUND` rows hold in one field, some.
    """
    for word in words_of(text) if fields else ():
        first, *others = (_holding(rows, field, word) for field in fields)
        found = first.union(*others) if others else first
        rows = rows.filter(pk__in=[row["pk"] for row in found])
    return rows


def words_of(text: str) -> list[str]:
    """Split a search into its words; what stands in quotes is one."""
    words = smart_split(text.replace("\x00", ""))
    return [unescape_string_literal(word) if _is_quoted(word) else word for word in words]


def _holding(rows: models.QuerySet, field: str, word: str) -> models.QuerySet:
    found = rows.order_by().filter(**{f"{field}__icontains": word})
    return found.values("pk")[:MOST_FOUND]


def _is_quoted(word: str) -> bool:
    return len(word) > 1 and word[0] in QUOTES and word[0] == word[-1]
