"""Operations on the openings of the caller's company, through the actions that the pages use."""

from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Status

from companies.actions.opening_steps import (
    close_opening,
    pause_opening,
    renew_opening,
    resume_opening,
    submit_opening,
)
from companies.actions.openings import change_opening, create_opening
from companies.choices.openings import OpeningSource, OpeningState
from companies.models import Company, Opening
from companies.queries.external_ids import kept_id
from matching.api.callers import ApiRequest, Bearer, Caller
from matching.api.fields import ExternalId
from matching.api.opening_fields import (
    NewOpening,
    OpeningContent,
    OpeningPage,
    OpeningShown,
    Renewal,
)
from matching.api.opening_rows import columns_of, summary, whole, with_all
from matching.api.paging import Paging, page_of
from matching.api.problems import ProblemError
from parks.choices.machines import ApiScope

router = Router(tags=["openings"])
READ, WRITE = Bearer(ApiScope.READ_OPENINGS), Bearer(ApiScope.WRITE_OPENINGS)
OwnId = Annotated[ExternalId, Path(description="Your own id of it.")]


@router.get("", auth=READ, response=OpeningPage, operation_id="listOpenings")
def list_openings(
    request: ApiRequest, paging: Query[Paging], state: OpeningState | None = None
) -> dict[str, Any]:
    """List the company's openings, those longest unchanged first."""
    rows = _ours(request.auth)
    if state:
        rows = rows.filter(state=state)
    return page_of(rows, paging, changed="updated_at", shown=summary)


@router.post("", auth=WRITE, response={201: OpeningShown}, operation_id="createOpening")
def create(request: ApiRequest, content: NewOpening) -> Status:
    """Write a new draft; submit it to have it published."""
    with transaction.atomic():
        _lock(request.auth.company)
        if content.external_id and _named(request.auth, content.external_id):
            raise ProblemError(HTTPStatus.CONFLICT, _("There is an opening with this id already."))
        opening = _create(request.auth, content, content.external_id or "")
    return Status(201, _shown(request.auth, opening))


@router.get(
    "/{uuid:opening_id}",
    auth=READ,
    response=OpeningShown,
    operation_id="getOpening",
    url_name="getOpening",
)
def get_opening(request: ApiRequest, opening_id: UUID) -> dict[str, Any]:
    """Read one opening with all that it says."""
    return whole(get_object_or_404(with_all(_ours(request.auth)), uuid=opening_id))


@router.get(
    "/by-external-id/{external_id}",
    auth=READ,
    response=OpeningShown,
    operation_id="getOpeningByExternalId",
)
def get_by_external_id(request: ApiRequest, external_id: OwnId) -> dict[str, Any]:
    """Read one opening by the company's own id of it."""
    opening = _named(request.auth, external_id)
    if opening is None:
        raise Http404
    return _shown(request.auth, opening)


@router.put(
    "/by-external-id/{external_id}",
    auth=WRITE,
    response={200: OpeningShown, 201: OpeningShown},
    operation_id="putOpening",
)
def put(request: ApiRequest, external_id: OwnId, content: OpeningContent) -> Status:
    """Write an opening whole under the company's own id, new or anew; twice is as once.

    What is published stays published after small changes; new words, pay or another kind are
    looked at again by the park office unless the company is trusted.
    """
    with transaction.atomic():
        _lock(request.auth.company)
        opening = _named(request.auth, external_id)
        status = HTTPStatus.OK if opening else HTTPStatus.CREATED
        if opening is None:
            opening = _create(request.auth, content, external_id)
        else:
            opening = _change(request.auth, opening, content)
    return Status(status, _shown(request.auth, opening))


@router.put("/{uuid:opening_id}", auth=WRITE, response=OpeningShown, operation_id="changeOpening")
def change(request: ApiRequest, opening_id: UUID, content: OpeningContent) -> dict[str, Any]:
    """Write an opening anew, one entered by hand too."""
    opening = _one(request.auth, opening_id)
    return _shown(request.auth, _change(request.auth, opening, content))


@router.post(
    "/{uuid:opening_id}/submit", auth=WRITE, response=OpeningShown, operation_id="submitOpening"
)
def submit(request: ApiRequest, opening_id: UUID) -> dict[str, Any]:
    """Send a draft to the park office; of a trusted company it is published at once."""
    opening = _one(request.auth, opening_id)
    submit_opening(opening, today=timezone.localdate(), by=request.auth.user)
    return _shown(request.auth, opening)


@router.post(
    "/{uuid:opening_id}/pause", auth=WRITE, response=OpeningShown, operation_id="pauseOpening"
)
def pause(request: ApiRequest, opening_id: UUID) -> dict[str, Any]:
    """Take a published opening off the lists for a while."""
    opening = _one(request.auth, opening_id)
    pause_opening(opening, by=request.auth.user)
    return _shown(request.auth, opening)


@router.post(
    "/{uuid:opening_id}/resume", auth=WRITE, response=OpeningShown, operation_id="resumeOpening"
)
def resume(request: ApiRequest, opening_id: UUID) -> dict[str, Any]:
    """Show a paused opening again."""
    opening = _one(request.auth, opening_id)
    resume_opening(opening, today=timezone.localdate(), by=request.auth.user)
    return _shown(request.auth, opening)


@router.post(
    "/{uuid:opening_id}/close", auth=WRITE, response=OpeningShown, operation_id="closeOpening"
)
def close(request: ApiRequest, opening_id: UUID) -> dict[str, Any]:
    """End an opening."""
    opening = _one(request.auth, opening_id)
    close_opening(opening, by=request.auth.user)
    return _shown(request.auth, opening)


@router.post(
    "/{uuid:opening_id}/renew", auth=WRITE, response=OpeningShown, operation_id="renewOpening"
)
def renew(request: ApiRequest, opening_id: UUID, renewal: Renewal) -> dict[str, Any]:
    """Offer once more, until a new last day, what has ended."""
    opening = _one(request.auth, opening_id)
    today = timezone.localdate()
    renew_opening(opening, closes_on=renewal.closes_on, today=today, by=request.auth.user)
    return _shown(request.auth, opening)


def _ours(caller: Caller) -> Any:
    rows = Opening.objects.editable_by(caller.viewer).filter(company=caller.company)
    return rows.filter(is_template=False)


def _one(caller: Caller, opening_id: UUID) -> Opening:
    return get_object_or_404(_ours(caller), uuid=opening_id)


def _named(caller: Caller, external_id: str) -> Opening | None:
    """Find an opening by the company's own id: as it was pushed, else as it was imported."""
    names = (kept_id(caller.company.pk, external_id), external_id)
    rows = {row.external_id: row for row in _ours(caller).filter(external_id__in=names)}
    return rows.get(names[0]) or rows.get(names[1])


def _lock(company: Company) -> None:
    """Let the pushes of one company come one after the other, so that an id is taken once."""
    Company.objects.select_for_update(of=("self",), no_key=True).get(pk=company.pk)


def _create(caller: Caller, content: OpeningContent, external_id: str) -> Opening:
    if caller.company.park is None:
        raise ProblemError(HTTPStatus.CONFLICT, _("The company belongs to no park yet."))
    return create_opening(
        company=caller.company,
        park=caller.company.park,
        source=OpeningSource.PUSHED,
        external_id=kept_id(caller.company.pk, external_id),
        **columns_of(content),
        by=caller.user,
    )


def _change(caller: Caller, opening: Opening, content: OpeningContent) -> Opening:
    return change_opening(opening, **columns_of(content), by=caller.user)


def _shown(caller: Caller, opening: Opening) -> dict[str, Any]:
    return whole(with_all(_ours(caller)).get(pk=opening.pk))
