"""Pages of a long list, each begun where the last one ended; what changes meanwhile comes again."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from matching.api.fields import Moment
from matching.api.problems import ProblemError

SIZE = 50
MOST = 200


class Paging(Schema):
    """What every list takes."""

    updated_since: Moment | None = Field(
        None, description="Only what has changed since then; ISO 8601 with a time zone."
    )
    cursor: Annotated[str, Field(max_length=200)] = Field(
        "", description="`next` of the page before."
    )
    limit: int = Field(SIZE, ge=1, le=MOST)


class Place(NamedTuple):
    """The last row of a page: when it changed, and its id where two changed at once."""

    moment: datetime
    uuid: UUID


def page_of(
    rows: QuerySet, paging: Paging, *, changed: str, shown: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return the rows of a page, those longest unchanged first; `changed` names their column."""
    if paging.updated_since is not None:
        rows = rows.filter(**{f"{changed}__gte": paging.updated_since})
    if paging.cursor:
        place = _read(paging.cursor)
        later = Q(**{f"{changed}__gt": place.moment})
        same = Q(**{changed: place.moment, "uuid__gt": place.uuid})
        rows = rows.filter(later | same)
    found = list(rows.order_by(changed, "uuid")[: paging.limit + 1])
    kept = found[: paging.limit]
    more = len(found) > paging.limit
    return {
        "items": [shown(row) for row in kept],
        "next": _write(kept[-1], changed) if more else None,
    }


def _write(row: Model, changed: str) -> str:
    text = f"{getattr(row, changed).isoformat()} {row.uuid.hex}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read(cursor: str) -> Place:
    try:
        moment, uuid = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        place = Place(datetime.fromisoformat(moment), UUID(hex=uuid))
        if place.moment.tzinfo is None:
            raise ValueError(moment)
    except (ValueError, binascii.Error) as error:
        detail = _("This is no cursor of ours.")
        faults = [("query.cursor", detail)]
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, faults=faults) from error
    return place
