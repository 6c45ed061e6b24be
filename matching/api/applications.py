"""Operations on the applications that lie with the caller's company."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from matching.actions.applications import advance_application, refuse_application
from matching.api.application_fields import (
    ApplicationPage,
    ApplicationShown,
    ApplicationSummary,
    Move,
    Refusal,
)
from matching.api.application_rows import summary, whole, with_applicant
from matching.api.callers import ApiRequest, Bearer, Caller
from matching.api.paging import Paging, page_of
from matching.choices.applications import ApplicationState
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.anonymity import is_anonymous
from matching.queries.privacy import with_readable
from parks.choices.machines import ApiScope
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Document

router = Router(tags=["applications"])
READ, WRITE = Bearer(ApiScope.READ_APPLICATIONS), Bearer(ApiScope.WRITE_APPLICATIONS)


@router.get("", auth=READ, response=ApplicationPage, operation_id="listApplications")
def list_applications(
    request: ApiRequest,
    paging: Query[Paging],
    state: ApplicationState | None = None,
    opening: UUID | None = None,
) -> dict[str, Any]:
    """List what was sent to the company and not taken back, those longest unchanged first."""
    rows = _ours(request.auth).select_related("opening")
    if state:
        rows = rows.filter(state=state)
    if opening:
        rows = rows.filter(opening__uuid=opening)
    return page_of(rows, paging, changed="changed_at", shown=summary)


@router.get(
    "/{uuid:application_id}",
    auth=READ,
    response=ApplicationShown,
    operation_id="getApplication",
    url_name="getApplication",
)
def get_application(request: ApiRequest, application_id: UUID) -> dict[str, Any]:
    """Read one application with who it is from; the applicant sees that it was read."""
    rows = with_applicant(with_readable(_ours(request.auth), request.auth.viewer))
    application = get_object_or_404(rows, uuid=application_id)
    if application.is_readable:
        _disclose(request.auth, application, DisclosureKind.PROFILE)
    return whole(application)


@router.get(
    "/{uuid:application_id}/documents/{uuid:document_id}",
    auth=READ,
    operation_id="downloadDocument",
    url_name="downloadDocument",
    openapi_extra={
        "responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def download(request: ApiRequest, application_id: UUID, document_id: UUID) -> FileResponse:
    """Download a file that was sent along; the applicant sees that it was."""
    rows = with_readable(_ours(request.auth), request.auth.viewer).with_opening()
    application = get_object_or_404(rows.select_related("profile__user"), uuid=application_id)
    if is_anonymous(application):
        raise Http404
    files = Document.objects.visible_to(request.auth.viewer).filter(
        pk__in=application.documents.values("pk")
    )
    document = get_object_or_404(files, uuid=document_id)
    if not document.file.storage.exists(document.file.name):
        raise Http404
    _disclose(request.auth, application, DisclosureKind.DOCUMENT, document.filename)
    return FileResponse(document.file.open(), as_attachment=True, filename=document.filename)


@router.post(
    "/{uuid:application_id}/move",
    auth=WRITE,
    response=ApplicationSummary,
    operation_id="moveApplication",
)
def move(request: ApiRequest, application_id: UUID, move: Move) -> dict[str, Any]:
    """Take an application a step further; the applicant is told."""
    application = _one(request.auth, application_id)
    state = ApplicationState(move.state)
    advance_application(application, state=state, message=move.message, by=request.auth.user)
    return summary(_one(request.auth, application_id))


@router.post(
    "/{uuid:application_id}/refuse",
    auth=WRITE,
    response=ApplicationSummary,
    operation_id="refuseApplication",
)
def refuse(request: ApiRequest, application_id: UUID, refusal: Refusal) -> dict[str, Any]:
    """Refuse an application, with a reason and a message that the applicant reads."""
    application = _one(request.auth, application_id)
    refuse_application(
        application, reason=refusal.reason, message=refusal.message, by=request.auth.user
    )
    return summary(_one(request.auth, application_id))


def _ours(caller: Caller) -> ApplicationQuerySet:
    return Application.objects.sent_to(caller.viewer.organisation_ids)


def _one(caller: Caller, application_id: UUID) -> Application:
    return get_object_or_404(_ours(caller).select_related("opening"), uuid=application_id)


def _disclose(
    caller: Caller, application: Application, kind: DisclosureKind, detail: str = ""
) -> None:
    note_disclosure(
        application.profile,
        viewer=caller.viewer,
        organisation=caller.company,
        kind=kind,
        detail=detail,
    )
