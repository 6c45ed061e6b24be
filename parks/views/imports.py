from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from parks.actions.imports import (
    ImportJobError,
    choose_columns,
    commit_import,
    revert_import,
    upload_table,
)
from parks.choices.imports import ImportKind, ImportState
from parks.forms.imports import MappingForm, UploadForm
from parks.http import PortalRequest, page, posted
from parks.imports.errors import ImportFileError
from parks.imports.kinds import row_kind
from parks.models import ImportJob
from parks.paging import paged
from parks.queries.imports import (
    kept_rows,
    my_imports,
    owned_kinds,
    percent_done,
    refused_rows,
    sample_rows,
)
from parks.workflow import IllegalMoveError

REFUSED_AT_ONCE = 50
OPEN_TO_MAPPING = (ImportState.UPLOADED, ImportState.PREVIEWED, ImportState.FAILED)


@require_safe
def imports(request: PortalRequest) -> HttpResponse:
    """List the files that were brought in, and offer to bring in another."""
    kinds = owned_kinds(request.viewer)
    if not kinds and not request.viewer.is_operator:
        raise Http404
    context = {**paged(request, my_imports(request.viewer)), "kinds": kinds}
    return page(request, "parks/imports.html", context)


def new_import(request: PortalRequest, kind: str) -> HttpResponse:
    if kind not in {one.value for one in owned_kinds(request.viewer)}:
        raise Http404
    owners = row_kind(kind).owners(request.viewer)
    form = UploadForm(posted(request), request.FILES or None, owners=owners)
    if form.is_valid():
        file, organisation = form.cleaned_data["file"], form.cleaned_data["organisation"]
        upload = {"kind": kind, "organisation": organisation, "filename": file.name}
        try:
            job = upload_table(file.read(), **upload, by=request.user)
        except (ImportFileError, ImportJobError) as error:
            form.add_error("file", str(error))
        else:
            return redirect("parks:import_mapping", job.uuid)
    context = {"form": form, "kind": ImportKind(kind), "fields": row_kind(kind).fields}
    return page(request, "parks/import_new.html", context)


def mapping(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show which column was taken for which field, and have the file checked as confirmed."""
    job = _mine(request, uuid)
    if job.state not in OPEN_TO_MAPPING or job.beat_at or not job.file:
        return redirect("parks:import", uuid)
    form = MappingForm(posted(request), job=job, kind=row_kind(job.kind))
    if form.is_valid():
        choice = form.cleaned_data["choice"]
        try:
            choose_columns(job, columns=form.columns(), choice=choice, by=request.user)
        except (ImportFileError, ImportJobError, IllegalMoveError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("parks:import", uuid)
    return page(request, "parks/import_mapping.html", {"job": job, "form": form})


@require_safe
def import_page(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show an import as its state has it: the work under way, the preview, what was done."""
    job = _mine(request, uuid)
    if job.beat_at:
        context = {"job": job, "percent": percent_done(job), "is_revert": bool(job.committed_at)}
        return page(request, "parks/import_progress.html", context)
    if request.htmx:
        return HttpResponseClientRefresh()
    if job.state == ImportState.UPLOADED:
        return redirect("parks:import_mapping", uuid)
    return page(request, "parks/import.html", _outcome(request, job))


@require_POST
def commit(request: PortalRequest, uuid: UUID) -> HttpResponse:
    try:
        commit_import(_mine(request, uuid), by=request.user)
    except (ImportJobError, IllegalMoveError) as error:
        messages.error(request, str(error))
    return redirect("parks:import", uuid)


@require_POST
def revert(request: PortalRequest, uuid: UUID) -> HttpResponse:
    keep = request.POST.get("keep") == "yes"
    try:
        revert_import(_mine(request, uuid), keep=keep, by=request.user)
    except (ImportJobError, IllegalMoveError) as error:
        messages.error(request, str(error))
    return redirect("parks:import", uuid)


def _mine(request: PortalRequest, uuid: UUID) -> ImportJob:
    jobs = ImportJob.objects.editable_by(request.viewer)
    return get_object_or_404(jobs.select_related("organisation", "park"), uuid=uuid)


def _outcome(request: PortalRequest, job: ImportJob) -> dict[str, Any]:
    is_preview = job.state == ImportState.PREVIEWED
    return {
        **paged(request, refused_rows(job), size=REFUSED_AT_ONCE, count=job.refused),
        "job": job,
        "is_preview": is_preview,
        "absent": job.mapping.get("absent", 0) if is_preview else 0,
        "samples": sample_rows(job) if is_preview else (),
        "kept": () if is_preview else kept_rows(job, most=REFUSED_AT_ONCE),
        "address": row_kind(job.kind).address(job),
        "may_commit": is_preview and job.created + job.changed > 0,
    }
