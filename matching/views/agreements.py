"""Agreements on the desk of their parties: places, promises, bases, and the signed file."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.forms.agreements import SignedFileForm
from matching.queries.agreements import (
    agreements_for,
    bases_of,
    parties_of,
    places_of,
    promises_of,
)
from parks.actions.agreement_files import keep_signed_file
from parks.actions.agreements import AgreementError
from parks.actions.obligations import settle_obligation
from parks.choices.agreements import AgreementState, ObligationState
from parks.http import PortalRequest, page, posted
from parks.models import Agreement, Obligation
from parks.paging import paged
from parks.workflow import IllegalMoveError

BY_THE_OWNER = (ObligationState.DONE, ObligationState.OPEN)


@require_safe
def agreements(request: PortalRequest) -> HttpResponse:
    """List what the viewer's organisations have signed, and of an office all of its park."""
    viewer, state = request.viewer, request.GET.get("state", "")
    if not (viewer.organisation_ids or viewer.steward_of or viewer.is_operator):
        raise Http404
    state = state if state in AgreementState.values else ""
    today = timezone.localdate()
    context = paged(request, agreements_for(viewer, state, today))
    context |= {"states": AgreementState.choices, "state": state, "year": today.year}
    return page(request, "matching/agreements.html", context)


@require_safe
def agreement(request: PortalRequest, uuid: UUID) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate()
    rows = Agreement.objects.visible_to(viewer).select_related("park", "renews", "renewed_by")
    row = get_object_or_404(rows, uuid=uuid)
    context = {
        "agreement": row,
        "disciplines": row.disciplines.order_by("pk"),
        "parties": parties_of(row),
        "years": places_of(row, viewer),
        "promises": promises_of(row, viewer, today),
        "bases": bases_of(row, viewer, today),
        "is_office": viewer.is_operator or row.park_id in viewer.steward_of,
        "days_left": (row.ends_on - today).days,
    }
    return page(request, "matching/agreement.html", context)


@require_safe
def agreement_file(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand out the signed file to the parties and the park office; no cache keeps it."""
    rows = Agreement.objects.visible_to(request.viewer).exclude(file="")
    row = get_object_or_404(rows, uuid=uuid)
    if not row.file.storage.exists(row.file.name):
        raise Http404
    response = FileResponse(row.file.open(), as_attachment=True, filename=row.filename)
    response["Cache-Control"] = "private, no-store"
    return response


def keep_file(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Let the park office keep what the parties have signed."""
    row = get_object_or_404(Agreement.objects.editable_by(request.viewer), uuid=uuid)
    form = SignedFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            keep_signed_file(agreement=row, file=form.cleaned_data["file"], by=request.user)
        except AgreementError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The signed file is kept."))
            return redirect(row)
    return page(request, "matching/agreement_file.html", {"agreement": row, "form": form})


@require_POST
def settle(request: PortalRequest, pk: int) -> HttpResponse:
    """Let a party say of its own obligation that it is done, or is to be done after all."""
    own = Obligation.objects.filter(owner__in=request.viewer.organisation_ids)
    row = get_object_or_404(own.select_related("agreement"), pk=pk)
    state = request.POST.get("state", "")
    if state not in BY_THE_OWNER:
        messages.error(request, _("Choose what became of it."))
        return redirect(row.agreement)
    if row.state == ObligationState.WAIVED:
        messages.error(request, _("The park office has waived this. Ask it to open it again."))
        return redirect(row.agreement)
    try:
        settle_obligation(obligation=row, state=ObligationState(state), by=request.user)
    except (AgreementError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved. The other parties see it."))
    return redirect(row.agreement)
