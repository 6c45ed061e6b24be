from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from parks.evidence_pictures import first_page
from parks.http import PortalRequest
from parks.models import Evidence

PDF = "application/pdf"


@require_safe
def evidence(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand out a private file: to those who act for its organisation, and to the park office.

    It is saved, not opened, under the type that its content had; no cache keeps it.
    """
    row = get_object_or_404(Evidence.objects.visible_to(request.viewer), uuid=uuid)
    if not row.file.storage.exists(row.file.name):
        raise Http404
    response = FileResponse(
        row.file.open(), as_attachment=True, filename=row.filename, content_type=row.content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def evidence_picture(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show the first page of a PDF to those who may have the file; pictures need none."""
    rows = Evidence.objects.visible_to(request.viewer).filter(content_type=PDF)
    row = get_object_or_404(rows, uuid=uuid)
    if not row.file.storage.exists(row.file.name):
        raise Http404
    with row.file.open() as file:
        response = HttpResponse(first_page(file.read()), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response
