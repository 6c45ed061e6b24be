"""Bringing events to webhooks: signed, in time, again after a pause, and not for ever.

Headers and signature are those of Standard Webhooks (standardwebhooks.com), version 1.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.machines import DeliveryState
from parks.choices.notices import NoticeKind
from parks.models import Webhook, WebhookDelivery
from parks.outbound import OutboundError, Rules, post
from parks.queries.organisations import administrators_of
from parks.queue import enqueue

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Before the second try, the third …; after the last one the delivery is given up."""
MOST_GIVEN_UP = 5
DELIVERIES_A_SWEEP = 500
KEPT_FOR = timedelta(days=90)


def queue_due_deliveries(now: datetime) -> None:
    """Hand the deliveries whose next try has come to the workers, those waiting longest first."""
    due = WebhookDelivery.objects.due(now).order_by("next_try_at", "pk")
    for pk in due.values_list("pk", flat=True)[:DELIVERIES_A_SWEEP]:
        enqueue("parks.deliver_webhook", delivery_id=pk)


def purge_deliveries(now: datetime) -> int:
    """Delete what was delivered or given up 90 days ago or earlier; gives how many."""
    over = WebhookDelivery.objects.exclude(state=DeliveryState.WAITING)
    return over.filter(created_at__lt=now - KEPT_FOR).delete()[0]


@transaction.atomic
def deliver_webhook(delivery_id: int, *, now: datetime, rules: Rules) -> WebhookDelivery | None:
    """Try one delivery; None when it is not due or another worker has it.

    Its row stays locked until the new state is saved, so that no two workers send it. A worker
    that is killed after the other side took it leaves it waiting, and it comes again: at least
    once, with the same `webhook-id`.
    """
    due = WebhookDelivery.objects.due(now).select_related("webhook__organisation")
    rows = due.select_for_update(of=("self",), skip_locked=True)
    delivery = rows.filter(pk=delivery_id).first()
    if delivery is None:
        return None
    _attempt(delivery, now, rules)
    if delivery.state == DeliveryState.DELIVERED:
        Webhook.objects.filter(pk=delivery.webhook_id).exclude(failures=0).update(failures=0)
    elif delivery.state == DeliveryState.FAILED:
        _count_given_up(delivery.webhook, now)
    return delivery


def body_of(delivery: WebhookDelivery) -> bytes:
    """Return what is sent: the same bytes at every try."""
    said = {
        "type": delivery.event,
        "timestamp": delivery.created_at.isoformat(),
        "data": delivery.payload,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def headers_of(delivery: WebhookDelivery, body: bytes, *, now: datetime) -> dict[str, str]:
    """Return the headers; the receiver checks the signature and refuses an old timestamp."""
    timestamp = str(int(now.timestamp()))
    signature = sign(delivery.webhook.secret, str(delivery.uuid), timestamp, body)
    return {
        "Content-Type": "application/json",
        "User-Agent": "talent-portal-webhooks/1",
        "webhook-id": str(delivery.uuid),
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    }


def sign(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the HMAC-SHA256, in base64, of id, timestamp and body with dots between."""
    key = base64.b64decode(secret.partition("_")[2])
    message = b".".join((message_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def _attempt(delivery: WebhookDelivery, now: datetime, rules: Rules) -> None:
    body = body_of(delivery)
    delivery.last_status, delivery.last_error = None, ""
    delivery.attempts += 1
    delivery.next_try_at = None
    try:
        answer = post(delivery.webhook.url, body, headers_of(delivery, body, now=now), rules=rules)
    except OutboundError as error:
        delivery.last_error = str(error)
        _put_off(delivery, now)
    else:
        delivery.last_status, delivery.last_error = answer.status, answer.words
        if answer.is_good:
            delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, now
        else:
            _put_off(delivery, now)
    delivery.save()


def _put_off(delivery: WebhookDelivery, now: datetime) -> None:
    if delivery.attempts > len(PAUSES):
        delivery.state = DeliveryState.FAILED
    else:
        delivery.next_try_at = now + PAUSES[delivery.attempts - 1]


def _count_given_up(webhook: Webhook, now: datetime) -> None:
    """After five in a row nobody is there: stop, and tell those who can mend it."""
    rows = Webhook.objects.filter(pk=webhook.pk)
    rows.update(failures=F("failures") + 1)
    disabled = rows.filter(failures__gte=MOST_GIVEN_UP, disabled_at=None).update(disabled_at=now)
    if not disabled:
        return
    organisation = webhook.organisation
    scope = {"organisation_id": organisation.pk, "park_id": organisation.park_id}
    record(webhook, "disabled", by=None, **scope)
    for user in administrators_of(organisation.pk):
        tell(
            user,
            kind=NoticeKind.DESK,
            template="parks/mail/webhook_disabled",
            context={"webhook": webhook, "organisation": organisation},
            address=reverse("parks:webhook", args=[webhook.uuid]),
        )
