from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions import offers
from matching.actions.offers import OfferError
from matching.choices.applications import ApplicationState
from matching.forms.offers import DeclineForm, OfferForm, TakeBackForm
from matching.models import Application, Offer
from matching.queries.anonymity import is_anonymous, shown_name
from matching.queries.privacy import readable_by
from matching.queries.stage_messages import prepared
from parks.http import PortalRequest, page, posted
from parks.workflow import IllegalMoveError

TOO_LONG = gettext_lazy("The message cannot be sent as it is; nothing has changed.")


@require_POST
def accept_offer(request: PortalRequest, uuid: UUID) -> HttpResponse:
    offer = _offered_to_me(request, uuid)
    done = _("You have accepted. The company will confirm; congratulations.")
    _try(request, done, lambda: offers.accept_offer(offer, by=request.user))
    return redirect(offer.application)


@require_POST
def decline_offer(request: PortalRequest, uuid: UUID) -> HttpResponse:
    offer = _offered_to_me(request, uuid)
    form = DeclineForm(request.POST)
    if form.is_valid():
        done = _("You have declined. The company is told; your application has ended.")
        words = form.cleaned_data
        _try(request, done, lambda: offers.decline_offer(offer, by=request.user, **words))
    else:
        messages.error(request, TOO_LONG)
    return redirect(offer.application)


@require_http_methods(["GET", "HEAD", "POST"])
def make_offer(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The company's page on which an offer is written."""
    rows = Application.objects.sent_to(request.viewer.organisation_ids).with_opening()
    rows = readable_by(rows, request.viewer)
    application = get_object_or_404(rows.select_related("profile__user"), uuid=uuid)
    is_known = not is_anonymous(application)
    terms = prepared(application, ApplicationState.OFFERED, naming=is_known)
    form = OfferForm(posted(request), today=timezone.localdate(), initial={"terms": terms})
    if form.is_valid():
        done = _("The offer is made; the applicant is told.")
        written = form.cleaned_data
        _try(request, done, lambda: offers.make_offer(application, by=request.user, **written))
        return redirect("matching:applicant", application.uuid)
    context = {"application": application, "form": form, "name": shown_name(application)}
    return page(request, "matching/make_offer.html", context)


@require_POST
def take_back_offer(request: PortalRequest, uuid: UUID) -> HttpResponse:
    ours = Offer.objects.filter(application__opening__company__in=request.viewer.organisation_ids)
    offer = get_object_or_404(ours.select_related("application"), uuid=uuid)
    form = TakeBackForm(request.POST)
    if form.is_valid():
        done, words = _("The offer is taken back; the applicant is told."), form.cleaned_data
        _try(request, done, lambda: offers.take_back_offer(offer, by=request.user, **words))
    else:
        messages.error(request, TOO_LONG)
    return redirect("matching:applicant", offer.application.uuid)


def _offered_to_me(request: PortalRequest, uuid: UUID) -> Offer:
    mine = Offer.objects.filter(application__profile__user=request.viewer.user_id)
    return get_object_or_404(mine.select_related("application"), uuid=uuid)


def _try(request: PortalRequest, done: str, action: Callable[[], Offer]) -> None:
    """Do it and say so; or say why it could not be done."""
    try:
        action()
    except (IllegalMoveError, OfferError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
