from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from parks.http import PortalRequest
from parks.models import Evidence


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
