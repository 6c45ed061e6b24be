"""Destinations of graduates on the desk of the career office: the list, the rates, recording."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matching.actions.number_files import FORMS, figures_file
from matching.actions.outcomes import OutcomeError, record_many, record_outcome
from matching.choices.outcomes import OutcomeCategory, OutcomeMonth, OutcomeSource
from matching.forms.outcomes import DestinationFilterForm, OutcomeForm
from matching.models import Outcome
from matching.queries.outcome_tables import list_rows, rate_table, summary_table
from matching.queries.outcomes import (
    due,
    graduates_of,
    groups_of,
    hiring_of,
    of_knowledge,
    rates_of,
    with_outcome,
)
from matching.queries.placement_checks import hirings_of, looks_at, with_people
from parks.http import PortalRequest, page, posted
from parks.imports.writing import csv_bytes, workbook_bytes
from parks.paging import paged
from talent.models import RosterEntry
from talent.models.roster import RosterEntryQuerySet
from talent.queries.roster import choices_of, narrowed
from talent.views.roster import chosen_uuids, own_student, own_university

FILTERS = ("q", "programme", "degree", "year", "category")


@require_safe
def destinations(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """List who is due at a time, with the rates of all who are due then."""
    university, months, today = own_university(request, uuid), _months(request), _today()
    everybody = due(graduates_of(university), months, today)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    rows = _listed(everybody, months, asked)
    context = paged(request, rows.order_by("student_number", "pk"))
    initial = {**asked, "months": months}
    context |= {
        "university": university,
        "months": months,
        "month": OutcomeMonth(months).label,
        "filter": DestinationFilterForm(initial=initial, choices=choices_of(university)),
        "rates": rates_of(everybody, months),
        "table": rate_table(groups_of(everybody, months)),
        "categories": OutcomeCategory.choices,
        "labels": dict(OutcomeCategory.choices),
        "address": request.GET.urlencode(),
        "is_filtered": any(asked.values()),
    }
    return page(request, "matching/destinations.html", context)


@require_safe
def destinations_file(request: PortalRequest, uuid: UUID, name: str, form: str) -> HttpResponse:
    """The rates, or the office's own list as it is filtered, as a file."""
    university, months = own_university(request, uuid), _months(request)
    if form not in FORMS or name not in ("rates", "list"):
        raise Http404
    rows = due(graduates_of(university), months, _today())
    if name == "rates":
        found = [summary_table(rates_of(rows, months)), rate_table(groups_of(rows, months))]
        content = figures_file(found, form)
    else:
        asked = {each: request.GET.get(each, "") for each in FILTERS}
        lines = list_rows(_listed(rows, months, asked).order_by("student_number", "pk"))
        sheets = [(_("Destinations"), lines)]
        content = workbook_bytes(sheets) if form == "xlsx" else csv_bytes(lines)
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="destinations-{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def destination(request: PortalRequest, uuid: UUID, entry_uuid: UUID, months: int) -> HttpResponse:
    """Record where one graduate is; a hiring they share with the office is proposed."""
    entry = own_student(request, uuid, entry_uuid)
    if months not in OutcomeMonth.values:
        raise Http404
    outcome = Outcome.objects.filter(entry=entry, months=months).first()
    employer = _shared_hiring(entry) if months == OutcomeMonth.AT_GRADUATION else ""
    form = OutcomeForm(posted(request), request.FILES or None, outcome=outcome, employer=employer)
    if form.is_valid():
        try:
            _record(request, entry, months, form.cleaned_data)
        except OutcomeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The destination is recorded."))
            return redirect("matching:destinations", uuid)
    context = {
        "university": entry.university,
        "entry": entry,
        "form": form,
        "outcome": outcome,
        "month": OutcomeMonth(months).label,
        "employer": employer if outcome is None else "",
    }
    return page(request, "matching/destination.html", context | _hirings(entry))


@require_POST
def record_destinations(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Record one category for all who are ticked."""
    university, months = own_university(request, uuid), _months(request)
    category = request.POST.get("category", "")
    if category not in OutcomeCategory.values:
        messages.error(request, _("Choose a destination."))
        return redirect("matching:destinations", uuid)
    chosen = RosterEntry.objects.filter(uuid__in=chosen_uuids(request))
    number = record_many(
        university,
        ids=list(chosen.values_list("pk", flat=True)),
        months=months,
        category=category,
        by=request.user,
        today=_today(),
    )
    said = ngettext(
        "Recorded for %(number)d graduate.", "Recorded for %(number)d graduates.", number
    )
    messages.success(request, said % {"number": number})
    return redirect(f"{request.path.removesuffix('record/')}?{request.GET.urlencode()}")


@require_safe
def outcome_evidence(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand out the private file to the university and the graduate; no cache keeps it."""
    row = get_object_or_404(Outcome.objects.visible_to(request.viewer), uuid=uuid)
    if not row.evidence or not row.evidence.storage.exists(row.evidence.name):
        raise Http404
    response = FileResponse(row.evidence.open(), as_attachment=True, filename=row.evidence_name)
    response["Cache-Control"] = "private, no-store"
    return response


def _listed(rows: RosterEntryQuerySet, months: int, asked: dict[str, str]) -> RosterEntryQuerySet:
    return of_knowledge(with_outcome(narrowed(rows, asked), months), asked)


def _record(
    request: PortalRequest, entry: RosterEntry, months: int, cleaned: dict[str, Any]
) -> None:
    record_outcome(
        entry,
        months=months,
        source=OutcomeSource.CAREER_OFFICE,
        by=request.user,
        today=_today(),
        **cleaned,
    )


def _shared_hiring(entry: RosterEntry) -> str:
    """Name the company that hired a student, where they share their progress."""
    hiring = hiring_of(entry.user_id) if entry.shares_progress else None
    return str(hiring.opening.company) if hiring else ""


def _hirings(entry: RosterEntry) -> dict[str, Any]:
    """What the portal knows beside it, where the student shares their progress: it is shown and
    changes nothing."""
    shared = hirings_of(entry.user_id if entry.shares_progress else None)
    rows = with_people(shared).order_by("-hired_on", "-pk")
    return {"hirings": looks_at(rows, _today())}


def _months(request: PortalRequest) -> int:
    wanted = request.GET.get("months", "")
    known = {str(each.value): each.value for each in OutcomeMonth}
    return known.get(wanted, OutcomeMonth.AT_GRADUATION.value)


def _today() -> date:
    return timezone.localdate()
