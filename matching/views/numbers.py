"""What became of a company's applications: figures with charts, as files and on paper."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from companies.models import Company, Opening
from matching.actions.number_files import (
    FORMS,
    TooManyApplicationsError,
    applications_file,
    figures_file,
)
from matching.choices.numbers import Period
from matching.forms.numbers import NumbersForm
from matching.queries.cohorts import Selection
from matching.queries.figure_tables import Table
from matching.queries.number_tables import (
    company_table,
    figure_tables,
    opening_table,
    summary,
    summary_table,
)
from matching.queries.numbers import Numbers, busiest_first, read_numbers, with_names
from parks.choices.work import OpeningKind
from parks.http import PortalRequest, page
from parks.paging import paged


class Wanted(NamedTuple):
    """What the address asks for; everything in it is the viewer's own."""

    selection: Selection
    companies: list[Company]
    company: Company | None
    opening: Opening | None


@require_safe
def numbers(request: PortalRequest) -> HttpResponse:
    """The page; it is also what is printed."""
    wanted, now = _wanted(request), timezone.now()
    found = read_numbers(wanted.selection, now)
    openings = found.funnel.openings
    context = paged(request, busiest_first({} if wanted.opening else openings))
    tables = [*figure_tables(found), *_by_company(wanted, found)]
    by_opening = opening_table(with_names(list(context["page"]), openings))
    context |= {
        **_about(request, wanted),
        "summary": summary(found),
        "tables": tables,
        "by_opening": by_opening,
        "has_figures": found.funnel.whole.sent > 0,
        "now": now,
    }
    return page(request, "matching/numbers.html", context)


@require_safe
def figures(request: PortalRequest, form: str) -> HttpResponse:
    """All figures of the page as a file, with every opening."""
    wanted = _wanted(request)
    found = read_numbers(wanted.selection, timezone.now())
    openings = found.funnel.openings
    tables = [
        summary_table(found),
        *figure_tables(found),
        *_by_company(wanted, found),
        opening_table(with_names(busiest_first(openings), openings)),
    ]
    return _file(figures_file(tables, _known(form)), "figures", form)


@require_safe
def applications(request: PortalRequest, form: str) -> HttpResponse:
    """The applications behind the figures as a file; whoever is named in it is told."""
    wanted = _wanted(request)
    try:
        content = applications_file(
            wanted.selection,
            _known(form),
            viewer=request.viewer,
            by=request.user,
            now=timezone.now(),
        )
    except TooManyApplicationsError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('matching:numbers')}?{request.GET.urlencode()}")
    return _file(content, "applications", form)


def _wanted(request: PortalRequest) -> Wanted:
    """Read the address; a company or an opening of somebody else is not found."""
    mine = Company.objects.filter(pk__in=request.viewer.organisation_ids)
    companies = list(mine.order_by("pk"))
    if not companies:
        raise Http404
    company = _named(companies, request.GET.get("company", ""))
    opening = _opening([each.pk for each in companies], request.GET.get("opening", ""))
    chosen = [opening.company_id] if opening else [each.pk for each in companies]
    period, kind = request.GET.get("period", ""), request.GET.get("kind", "")
    selection = Selection(
        company_ids=frozenset([company.pk] if company and not opening else chosen),
        period=Period(period) if period in Period.values else Period.QUARTER,
        kind=kind if kind in OpeningKind.values else "",
        opening_id=opening.pk if opening else None,
    )
    return Wanted(selection, companies, company, opening)


def _named(companies: list[Company], uuid: str) -> Company | None:
    if not uuid:
        return None
    found = [company for company in companies if str(company.uuid) == uuid]
    if not found:
        raise Http404
    return found[0]


def _opening(company_ids: list[int], uuid: str) -> Opening | None:
    if not uuid:
        return None
    mine = Opening.objects.filter(company__in=company_ids).select_related("company")
    return get_object_or_404(mine, uuid=_uuid(uuid))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _about(request: PortalRequest, wanted: Wanted) -> dict[str, Any]:
    """What the page says of the selection, and the addresses that keep it."""
    selection = wanted.selection
    asked = {
        "period": selection.period.value,
        "kind": selection.kind,
        "company": str(wanted.company.uuid) if wanted.company else "",
        "opening": str(wanted.opening.uuid) if wanted.opening else "",
    }
    return {
        "form": NumbersForm(initial=asked, companies=wanted.companies),
        "period": selection.period.label,
        "period_value": selection.period.value,
        "kind": OpeningKind(selection.kind).label if selection.kind else "",
        "company": wanted.company or (wanted.companies[0] if len(wanted.companies) == 1 else None),
        "opening": wanted.opening,
        "address": request.GET.urlencode(),
    }


def _by_company(wanted: Wanted, found: Numbers) -> list[Table]:
    if len(wanted.selection.company_ids) == 1:
        return []
    return [company_table(wanted.companies, found.funnel.companies)]


def _known(form: str) -> str:
    if form not in FORMS:
        raise Http404
    return form


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response
