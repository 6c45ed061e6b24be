"""Webhooks: what an organisation's own system is told, and the addresses it is told at."""

import base64
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.trail import record
from parks.choices.machines import PING, DeliveryState, WebhookEvent
from parks.models import Organisation, User, Webhook, WebhookDelivery
from parks.outbound import ForbiddenAddressError, checked, present_rules
from parks.queue import enqueue

SECRET_MARK = "whsec_"  # noqa: S105  what secrets of Standard Webhooks begin with
SECRET_BYTES = 32
MOST_WEBHOOKS = 10


class WebhookError(Exception):
    """The webhook cannot be kept or used so; says why."""


class NewWebhook(NamedTuple):
    """A webhook and its signing secret, which is shown once."""

    webhook: Webhook
    secret: str


def announce(organisation_id: int, event: WebhookEvent, payload: Mapping[str, Any]) -> None:
    """Tell an organisation's own systems what happened, after the commit.

    `payload` must be JSON: ids, states and addresses of the interface, and no personal data,
    because it leaves the portal for an address that nobody checks.
    """
    webhooks = Webhook.objects.listening(organisation_id, event).order_by("pk")
    for webhook in webhooks:
        _queue(webhook, event, payload)


@transaction.atomic
def add_webhook(
    organisation: Organisation, *, url: str, events: Iterable[WebhookEvent], by: User
) -> NewWebhook:
    """Keep an address with a new secret; raises WebhookError for one that is not allowed."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Webhook.objects.filter(organisation=organisation).count() >= MOST_WEBHOOKS:
        raise WebhookError(_("There are %(most)d webhooks already.") % {"most": MOST_WEBHOOKS})
    webhook = Webhook(organisation=organisation, secret=_new_secret())
    _set(webhook, url, events)
    webhook.save()
    _note(webhook, "created", by=by)
    return NewWebhook(webhook, webhook.secret)


@transaction.atomic
def change_webhook(
    webhook: Webhook, *, url: str, events: Iterable[WebhookEvent], by: User
) -> Webhook:
    """Change where it goes or what it tells of; what waits goes to the new address."""
    webhook = _locked(webhook)
    _set(webhook, url, events)
    webhook.save(update_fields=["url", "events"])
    _note(webhook, "changed", by=by)
    return webhook


@transaction.atomic
def rotate_secret(webhook: Webhook, *, by: User) -> NewWebhook:
    """Replace the secret; from now on everything is signed with the new one."""
    webhook = _locked(webhook)
    webhook.secret = _new_secret()
    webhook.save(update_fields=["secret"])
    _note(webhook, "secret replaced", by=by)
    return NewWebhook(webhook, webhook.secret)


@transaction.atomic
def switch_webhook(webhook: Webhook, *, on: bool, by: User) -> Webhook:
    """Switch a webhook on, with a clean record, or off; what waits for it waits on."""
    webhook = _locked(webhook)
    if on == (webhook.disabled_at is None):
        return webhook
    webhook.failures, webhook.disabled_at = 0, None if on else timezone.now()
    webhook.save(update_fields=["failures", "disabled_at"])
    _note(webhook, "switched on" if on else "switched off", by=by)
    return webhook


@transaction.atomic
def ping_webhook(webhook: Webhook, *, by: User) -> WebhookDelivery:
    """Send a first word to try the address and the signature with."""
    webhook = _locked(webhook)
    _require_on(webhook)
    _note(webhook, "tried", by=by)
    return _queue(webhook, PING, {"webhook": str(webhook.uuid)})


@transaction.atomic
def replay_delivery(delivery: WebhookDelivery, *, by: User) -> WebhookDelivery:
    """Send something again, with the same id, whatever became of it; its tries begin anew."""
    rows = WebhookDelivery.objects.select_related("webhook__organisation")
    delivery = rows.select_for_update(of=("self",)).get(pk=delivery.pk)
    _require_on(delivery.webhook)
    delivery.state, delivery.attempts, delivery.delivered_at = DeliveryState.WAITING, 0, None
    delivery.next_try_at = timezone.now()
    delivery.save(update_fields=["state", "attempts", "delivered_at", "next_try_at"])
    _note(delivery.webhook, "sent again", by=by)
    enqueue("parks.deliver_webhook", delivery_id=delivery.pk)
    return delivery


def _queue(webhook: Webhook, event: str, payload: Mapping[str, Any]) -> WebhookDelivery:
    delivery = WebhookDelivery.objects.create(
        webhook=webhook, event=event, payload=dict(payload), next_try_at=timezone.now()
    )
    enqueue("parks.deliver_webhook", delivery_id=delivery.pk)
    return delivery


def _set(webhook: Webhook, url: str, events: Iterable[WebhookEvent]) -> None:
    chosen = set(events)
    webhook.url, webhook.events = url, [event for event in WebhookEvent.values if event in chosen]
    if not webhook.events:
        raise WebhookError(_("Choose what the webhook tells of."))
    try:
        checked(url, present_rules())
    except ForbiddenAddressError as error:
        raise WebhookError(str(error)) from error


def _require_on(webhook: Webhook) -> None:
    if webhook.disabled_at is not None:
        raise WebhookError(_("This webhook is switched off. Switch it on first."))


def _new_secret() -> str:
    return SECRET_MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _locked(webhook: Webhook) -> Webhook:
    rows = Webhook.objects.select_related("organisation").select_for_update(of=("self",))
    return rows.get(pk=webhook.pk)


def _note(webhook: Webhook, verb: str, *, by: User | None) -> None:
    scope = {"organisation_id": webhook.organisation_id, "park_id": webhook.organisation.park_id}
    record(webhook, verb, by=by, **scope)
