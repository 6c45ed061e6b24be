"""The board of an opening, as a page and as what htmx puts in its place after a move."""

from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from companies.models import Opening
from matching.forms.bulk import DEEDS
from matching.queries.board import FIRST_SHOWN, KINDS, MOST_SHOWN, Column, board_of
from matching.views.own import my_opening
from parks.http import PortalRequest, page


@require_safe
def board(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Every applicant of an opening in the column of their state."""
    opening = my_opening(request, uuid)
    context = _context(request, opening, request.GET)
    return page(request, "matching/board.html", context)


def moved_board(request: PortalRequest, opening: Opening, *, said: str, card: UUID) -> HttpResponse:
    """Answer htmx with the board as it is now, what happened in words, and the card to look at."""
    address = urlsplit(request.htmx.current_url or "")
    context = _context(request, opening, QueryDict(address.query)) | {"said": said}
    response = render(request, "matching/board_moved.html", context)
    trigger_client_event(response, "moved", {"card": f"card-{card}"}, after="settle")
    return reswap(retarget(response, "#board"), "outerHTML")


def _context(
    request: PortalRequest, opening: Opening, query: Mapping[str, str]
) -> dict[str, object]:
    columns = board_of(opening, request.viewer, _shown(query))
    return {
        "opening": opening,
        "columns": [(column, _more(column, query)) for column in columns],
        "applicants": sum(column.total for column in columns),
        "deeds": DEEDS.items(),
    }


def _shown(query: Mapping[str, str]) -> dict[str, int]:
    """Return how many cards of each column are asked for; a wrong number is mended."""
    wanted = {kind.code: query.get(kind.code, "") for kind in KINDS}
    return {
        code: min(max(int(number), FIRST_SHOWN), MOST_SHOWN)
        for code, number in wanted.items()
        if number.isdecimal() and len(number) < len("1000")
    }


def _more(column: Column, query: Mapping[str, str]) -> str:
    """Return the address that shows more of a column and as much of the others as now."""
    if not column.next_shown:
        return ""
    shown = QueryDict(mutable=True)
    shown.update({**_shown(query), column.kind.code: column.next_shown})
    return f"?{shown.urlencode()}#column-{column.kind.code}"
