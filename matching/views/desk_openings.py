"""One opening on the desk of its company: how it stands, and what can be done with it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.actions import opening_steps
from companies.actions.opening_errors import OpeningError
from companies.actions.opening_wording import breaches_of
from companies.choices.openings import OpeningState
from companies.models import Opening
from companies.models.openings import ENDED
from companies.queries.posting import companies_to_post_for
from matching.forms.openings import RenewForm
from matching.queries.desk import counted, my_templates
from matching.queries.matches import graduates_for
from matching.views.own import my_opening
from parks.http import PortalRequest, page
from parks.models import User
from parks.paging import paged
from parks.queries.organisations import is_verified
from parks.workflow import IllegalMoveError

NOT_YET_SHOWN = (OpeningState.DRAFT, OpeningState.RETURNED)


@require_safe
def desk_opening(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _show(request, uuid)


def _show(request: PortalRequest, uuid: UUID, form: RenewForm | None = None) -> HttpResponse:
    mine = Opening.objects.filter(company__in=request.viewer.organisation_ids).with_company()
    opening = get_object_or_404(counted(mine), uuid=uuid)
    is_new, today = opening.state in NOT_YET_SHOWN, timezone.localdate()
    verified = is_verified(opening.company_id)
    context = {
        "opening": opening,
        "is_new": is_new,
        "has_ended": opening.state in ENDED,
        "is_past": opening.is_past(today),
        "may_be_deleted": is_new and opening.published_at is None,
        "breaches": breaches_of(opening) if is_new else [],
        "is_verified": verified,
        "candidate_count": len(graduates_for(opening).ids) if verified else None,
        "renew_form": form or RenewForm(today=today),
    }
    return page(request, "matching/desk_opening.html", context)


@require_safe
def templates(request: PortalRequest) -> HttpResponse:
    """What a company keeps to start new openings from."""
    if not companies_to_post_for(request.viewer):
        raise Http404
    return page(
        request, "matching/desk_templates.html", paged(request, my_templates(request.viewer))
    )


@require_POST
def submit(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, _submit)


@require_POST
def take_back(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, _take_back)


@require_POST
def pause(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, _pause)


@require_POST
def resume(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, _resume)


@require_POST
def close(request: PortalRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, _close)


@require_POST
def renew(request: PortalRequest, uuid: UUID) -> HttpResponse:
    form = RenewForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _show(request, uuid, form)
    day = form.cleaned_data["closes_on"]

    def again(opening: Opening, *, today: date, by: User) -> str:
        renewed = opening_steps.renew_opening(opening, closes_on=day, today=today, by=by)
        return _how_it_stands(renewed)

    return _step(request, uuid, again)


@require_POST
def duplicate(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Start a draft from an opening, or from a template."""
    opening = my_opening(request, uuid)
    copy = opening_steps.copy_opening(opening, today=timezone.localdate(), by=request.user)
    messages.success(request, _("This is a new draft. Check what has to be different."))
    return redirect("matching:edit_opening", copy.uuid)


@require_POST
def make_template(request: PortalRequest, uuid: UUID) -> HttpResponse:
    opening = my_opening(request, uuid)
    today = timezone.localdate()
    opening_steps.copy_opening(opening, today=today, as_template=True, by=request.user)
    messages.success(request, _("Kept as a template. Changes of the opening leave it as it is."))
    return redirect("matching:opening_templates")


@require_POST
def delete(request: PortalRequest, uuid: UUID) -> HttpResponse:
    opening = my_opening(request, uuid)
    was_template = opening.is_template
    try:
        opening_steps.delete_opening(opening, by=request.user)
    except OpeningError as error:
        messages.error(request, str(error))
        return redirect("matching:desk_opening", opening.uuid)
    messages.success(request, _("Deleted."))
    return redirect("matching:opening_templates" if was_template else "matching:desk")


Step = Callable[..., str]


def _step(request: PortalRequest, uuid: UUID, step: Step) -> HttpResponse:
    """Take one step and go back to the page, which says what came of it."""
    opening = my_opening(request, uuid)
    try:
        told = step(opening, today=timezone.localdate(), by=request.user)
    except (OpeningError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(reverse("matching:desk_opening", args=[opening.uuid]))


def _submit(opening: Opening, *, today: date, by: User) -> str:
    return _how_it_stands(opening_steps.submit_opening(opening, today=today, by=by))


def _take_back(opening: Opening, *, today: date, by: User) -> str:
    opening_steps.take_back_opening(opening, by=by)
    return _("It is a draft again.")


def _pause(opening: Opening, *, today: date, by: User) -> str:
    opening_steps.pause_opening(opening, by=by)
    return _("It is paused: in no list, and nobody can apply.")


def _resume(opening: Opening, *, today: date, by: User) -> str:
    resumed = opening_steps.resume_opening(opening, today=today, by=by)
    if resumed.state == OpeningState.PUBLISHED:
        return _("It is shown again.")
    return _how_it_stands(resumed)


def _close(opening: Opening, *, today: date, by: User) -> str:
    opening_steps.close_opening(opening, by=by)
    return _("It is closed. Who has applied still waits for your answer.")


def _how_it_stands(opening: Opening) -> str:
    if opening.state == OpeningState.PUBLISHED:
        return _("Your opening is published.")
    return _("Sent. The park office looks at it before it is published.")
