"""Hirings and the looks back at them: the company's list, and the page where both sides answer."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.models import Company
from matching.actions.placement_checks import PlacementCheckError, record_check, side_of
from matching.choices.placements import LOOKS_BACK, AnswerSide, Whereabouts
from matching.models import Placement
from matching.queries.anonymity import shown_name
from matching.queries.outcomes import months_before
from matching.queries.placement_checks import (
    answer_of,
    hired_by,
    history_of,
    looks_at,
    unanswered,
    with_people,
)
from parks.http import PortalRequest, page
from parks.paging import paged


@require_safe
def placements(request: PortalRequest) -> HttpResponse:
    """List whom the viewer's companies have hired, each with the three looks back."""
    if not Company.objects.filter(pk__in=request.viewer.organisation_ids).exists():
        raise Http404
    mine, only_waiting = hired_by(request.viewer), request.GET.get("show") == "waiting"
    rows = unanswered(mine, _today()) if only_waiting else mine
    context = paged(request, with_people(rows).order_by("-hired_on", "-pk"))
    context |= {
        "rows": looks_at(context["page"], _today()),
        "only_waiting": only_waiting,
        "months": LOOKS_BACK,
    }
    return page(request, "matching/placements.html", context)


def placement_check(request: PortalRequest, uuid: UUID, months: int) -> HttpResponse:
    """Ask one look back; each answer is a button, and the last answer stands."""
    rows = with_people(Placement.objects.visible_to(request.viewer))
    placement = get_object_or_404(rows, application__uuid=uuid)
    if months not in LOOKS_BACK:
        raise Http404
    side = side_of(placement, request.viewer)
    if request.method == "POST" and _record(request, placement, months, side):
        messages.success(request, _("Thank you, your answer is recorded."))
        return redirect(_back(side) if side != AnswerSide.OFFICE else request.path)
    check = placement.checks.filter(months=months).first()
    context = {
        "placement": placement,
        "months": months,
        "side": side,
        "name": _name(placement, side),
        "is_due": placement.hired_on <= months_before(_today(), months),
        "answers": Whereabouts.choices,
        "answer": answer_of(check),
        "history": history_of(check),
        "back": _back(side),
    }
    return page(request, "matching/placement_check.html", context)


def _record(request: PortalRequest, placement: Placement, months: int, side: AnswerSide) -> bool:
    answer = request.POST.get("answer", "")
    if answer not in Whereabouts.values:
        messages.error(request, _("Choose an answer."))
        return False
    try:
        record_check(
            placement,
            months=months,
            answer=Whereabouts(answer),
            side=side,
            by=request.user,
            today=_today(),
        )
    except PlacementCheckError as error:
        messages.error(request, str(error))
        return False
    return True


def _name(placement: Placement, side: AnswerSide) -> str:
    """The office of a park has no grant to profiles: it reads a code."""
    application = placement.application
    if side == AnswerSide.OFFICE:
        return application.profile.pseudonym
    return str(shown_name(application))


def _back(side: AnswerSide) -> str:
    pages = {
        AnswerSide.PERSON: "matching:my_destinations",
        AnswerSide.COMPANY: "matching:placements",
        AnswerSide.OFFICE: "admin:index",
    }
    return pages[side]


def _today() -> date:
    return timezone.localdate()
