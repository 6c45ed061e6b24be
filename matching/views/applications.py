from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.models import Opening
from companies.queries.openings import similar_openings
from matching.actions.applications import (
    OpeningNotOpenError,
    accept_offer,
    submit_application,
    withdraw_application,
)
from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.forms.applications import ApplyForm
from matching.models import Application
from matching.queries.timeline import timeline_of
from matching.views.me import my_profile
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError


def apply(request: PortalRequest, uuid: UUID) -> HttpResponse:
    profile = my_profile(request)
    if profile is None:
        messages.info(request, _("Fill in your profile first; it is what the company reads."))
        return redirect("talent:profile")
    rows = Opening.objects.visible_to(request.viewer).with_company()
    opening = get_object_or_404(rows.with_requirements(), uuid=uuid)
    form = ApplyForm(posted(request), profile=profile)
    if form.is_valid():
        try:
            submit_application(
                profile, opening=opening, today=timezone.localdate(), **form.cleaned_data
            )
        except OpeningNotOpenError as error:
            return _no_longer_open(request, opening, error)
        messages.success(request, _("Your application is sent. You have a receipt by mail."))
        return redirect("matching:applications")
    if not opening.takes_applications(timezone.localdate()):
        return _no_longer_open(request, opening, None)
    context = {"opening": opening, "profile": profile, "form": form}
    return page(request, "matching/apply.html", context)


def _no_longer_open(
    request: PortalRequest, opening: Opening, error: OpeningNotOpenError | None
) -> HttpResponse:
    reason = str(error or _("This opening takes no applications any more."))
    context = {"opening": opening, "reason": reason, "similar": similar_openings(opening)}
    return page(request, "matching/no_longer_open.html", context, status=410)


@require_safe
def applications(request: PortalRequest) -> HttpResponse:
    mine = Application.objects.filter(profile__user=request.viewer.user_id)
    context = paged(request, mine.with_opening().newest_first())
    return page(request, "matching/applications.html", context)


@require_safe
def application(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The applicant's view of one application: its state, and every step with its day."""
    mine = Application.objects.filter(profile__user=request.viewer.user_id)
    application = get_object_or_404(mine.with_opening(), uuid=uuid)
    context = {
        "application": application,
        "steps": timeline_of(application),
        "can_withdraw": APPLICATION_MOVES.allows(application.state, ApplicationState.WITHDRAWN),
        "can_accept": APPLICATION_MOVES.allows(application.state, ApplicationState.ACCEPTED),
    }
    return page(request, "matching/application.html", context)


@require_POST
def withdraw(request: PortalRequest, uuid: UUID) -> HttpResponse:
    done = _("Your application is withdrawn; the company no longer sees you through it.")
    return _answer(request, uuid, withdraw_application, done)


@require_POST
def accept(request: PortalRequest, uuid: UUID) -> HttpResponse:
    done = _("You have accepted. The company will confirm; congratulations.")
    return _answer(request, uuid, accept_offer, done)


def _answer(
    request: PortalRequest, uuid: UUID, action: Callable[..., Application], done: str
) -> HttpResponse:
    mine = Application.objects.filter(profile__user=request.viewer.user_id)
    application = get_object_or_404(mine, uuid=uuid)
    try:
        action(application, by=request.user)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(application)
