"""One webhook of an organisation: where it goes, what it was sent, and sending it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parks.actions.webhooks import (
    WebhookError,
    add_webhook,
    change_webhook,
    ping_webhook,
    replay_delivery,
    rotate_secret,
    switch_webhook,
)
from parks.forms.machines import WebhookForm
from parks.http import PortalRequest, page, posted
from parks.models import Webhook, WebhookDelivery
from parks.paging import paged
from parks.queries.machines import deliveries_of
from parks.views.machines import administered


def mine(request: PortalRequest, uuid: UUID) -> Webhook:
    """Return a webhook of an organisation that this person administers, or 404."""
    rows = Webhook.objects.filter(organisation__in=request.viewer.administered_ids)
    return get_object_or_404(rows.select_related("organisation"), uuid=uuid)


def new_webhook(request: PortalRequest, uuid: UUID) -> HttpResponse:
    organisation = administered(request, uuid)
    form = WebhookForm(posted(request))
    if form.is_valid():
        try:
            made = add_webhook(organisation, **form.cleaned_data, by=request.user)
        except WebhookError as error:
            form.add_error("url", str(error))
        else:
            return _secret(request, made.webhook, made.secret)
    context = {"organisation": organisation, "form": form}
    return page(request, "parks/new_webhook.html", context)


def webhook(request: PortalRequest, uuid: UUID) -> HttpResponse:
    found = mine(request, uuid)
    form = WebhookForm(posted(request), initial={"url": found.url, "events": found.events})
    if form.is_valid():
        try:
            change_webhook(found, **form.cleaned_data, by=request.user)
        except WebhookError as error:
            form.add_error("url", str(error))
        else:
            messages.success(request, _("The webhook is saved."))
            return redirect("parks:webhook", found.uuid)
    context = {"webhook": found, "form": form, **paged(request, deliveries_of(found))}
    return page(request, "parks/webhook.html", context)


@require_POST
def rotate(request: PortalRequest, uuid: UUID) -> HttpResponse:
    made = rotate_secret(mine(request, uuid), by=request.user)
    return _secret(request, made.webhook, made.secret)


@require_POST
def switch(request: PortalRequest, uuid: UUID) -> HttpResponse:
    found = switch_webhook(mine(request, uuid), on="on" in request.POST, by=request.user)
    off = found.disabled_at is not None
    done = _("The webhook is switched off.") if off else _("The webhook is switched on.")
    messages.success(request, done)
    return redirect("parks:webhook", found.uuid)


@require_POST
def ping(request: PortalRequest, uuid: UUID) -> HttpResponse:
    found = mine(request, uuid)
    try:
        ping_webhook(found, by=request.user)
    except WebhookError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A ping is on its way; its answer appears below."))
    return redirect("parks:webhook", found.uuid)


@require_POST
def replay(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = WebhookDelivery.objects.select_related("webhook")
    delivery = get_object_or_404(
        rows.filter(webhook__organisation__in=request.viewer.administered_ids), uuid=uuid
    )
    try:
        replay_delivery(delivery, by=request.user)
    except WebhookError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is on its way again; its answer appears below."))
    return redirect("parks:webhook", delivery.webhook.uuid)


def _secret(request: PortalRequest, found: Webhook, secret: str) -> HttpResponse:
    context = {"webhook": found, "organisation": found.organisation, "secret": secret}
    return page(request, "parks/webhook_secret.html", context)
