"""Pages of a list, counted once and capped."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 20
LAST_PAGE = 200


class CappedPaginator(Paginator):
    """Nobody reads past page 200; deep offsets would only make the database skip rows."""

    @property
    def num_pages(self) -> int:
        return min(super().num_pages, LAST_PAGE)


def paged(
    request: HttpRequest, rows: QuerySet, *, size: int = PAGE_SIZE, count: int | None = None
) -> dict[str, Any]:
    """Return `page` and `page_numbers` for `components/pages.html`; a wrong number is mended.

    `count` is the number of rows where that is known already and need not be asked for.
    """
    paginator = CappedPaginator(rows, size)
    if count is not None:
        paginator.count = count
    page = paginator.get_page(request.GET.get("page"))
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "page_numbers": list(numbers)}
