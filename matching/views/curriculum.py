"""What companies ask for and the students of a university lack, as counted last night."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.actions.number_files import FORMS
from matching.choices.snapshots import SnapshotKind
from matching.models import Snapshot
from matching.queries.curriculum_tables import (
    curriculum_table,
    file_rows,
    group_name,
    skills_in,
)
from parks.http import PortalRequest, page
from parks.imports.writing import csv_bytes, workbook_bytes
from talent.models import University
from talent.views.roster import own_university


@require_safe
def curriculum(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show one programme, or all of them, as the newest snapshot has them."""
    university = own_university(request, uuid)
    snapshot = _newest(request, university)
    groups = snapshot.figures["groups"] if snapshot else []
    wanted = request.GET.get("programme", "")
    group = next((each for each in groups if each["key"] == wanted), groups[0] if groups else None)
    context = {
        "university": university,
        "snapshot": snapshot,
        "openings": snapshot.figures["openings"] if snapshot else 0,
        "groups": [(each["key"], group_name(each), each["students"]) for each in groups],
        "group": group,
        "group_name": group_name(group) if group else "",
        "table": curriculum_table(group, skills_in([group])) if group else None,
    }
    return page(request, "matching/curriculum.html", context)


@require_safe
def curriculum_file(request: PortalRequest, uuid: UUID, form: str) -> HttpResponse:
    """All programmes of the newest snapshot as a file."""
    snapshot = _newest(request, own_university(request, uuid))
    if snapshot is None or form not in FORMS:
        raise Http404
    groups = snapshot.figures["groups"]
    rows = file_rows(groups, skills_in(groups))
    content = workbook_bytes([(_("Curriculum"), rows)]) if form == "xlsx" else csv_bytes(rows)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="curriculum.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _newest(request: PortalRequest, university: University) -> Snapshot | None:
    rows = Snapshot.objects.visible_to(request.viewer)
    return rows.of(SnapshotKind.CURRICULUM, organisation=university.pk).first()
