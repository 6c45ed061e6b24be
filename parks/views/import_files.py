from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parks.http import PortalRequest
from parks.imports.files import LANGUAGES, refused_table, template_of
from parks.imports.kinds import row_kind
from parks.imports.writing import csv_bytes, workbook_bytes
from parks.models import ImportJob
from parks.queries.imports import owned_kinds, refused_rows

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def template(request: PortalRequest, kind: str) -> HttpResponse:
    """Hand out an empty table to fill, in the language asked for."""
    language = request.GET.get("language", translation.get_language())
    if kind not in {one.value for one in owned_kinds(request.viewer)} or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        return _file(template_of(row_kind(kind), language), f"{kind}-{language}.xlsx", XLSX)


@require_safe
def refused_csv(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _file(csv_bytes(_refused(request, uuid)), "refused.csv", CSV)


@require_safe
def refused_xlsx(request: PortalRequest, uuid: UUID) -> HttpResponse:
    table = _refused(request, uuid)
    return _file(workbook_bytes([(_("Refused"), table)]), "refused.xlsx", XLSX)


def _refused(request: PortalRequest, uuid: UUID) -> list[list[str]]:
    job = get_object_or_404(ImportJob.objects.editable_by(request.viewer), uuid=uuid)
    if not job.refused or not job.file:
        raise Http404
    return refused_table(job, refused_rows(job))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
