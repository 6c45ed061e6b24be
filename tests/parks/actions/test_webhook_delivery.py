"""Deliveries to a real HTTP server that takes them, fails, hangs, answers late or is gone."""

import base64
import datetime
import hashlib
import hmac
import json
import threading

import pytest
from django.db import connection
from django.utils import timezone

from parks.actions.webhook_delivery import (
    MOST_GIVEN_UP,
    PAUSES,
    deliver_webhook,
    queue_due_deliveries,
    sign,
)
from parks.models import Notice, OutboxMail, WebhookDelivery
from parks.outbound import Rules
from parks.tasks import deliver_due_webhooks
from parks.tasks import deliver_webhook as task
from tests.factories.parks import WebhookDeliveryFactory, WebhookFactory
from tests.parks.brokers import broker
from tests.parks.deliveries import closed_port
from tests.parks.http_servers import LateReceiver, Receiver, listening

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
LOCAL = Rules(is_local=True, seconds=1)
MINUTE = datetime.timedelta(minutes=1)


def waiting(url: str, **fields: object) -> WebhookDelivery:
    hook = fields.pop("webhook", None) or WebhookFactory(url=url)
    return WebhookDeliveryFactory(webhook=hook, **{"next_try_at": NOW} | fields)


def tried(delivery: WebhookDelivery, now: datetime.datetime = NOW) -> WebhookDelivery:
    deliver_webhook(delivery.pk, now=now, rules=LOCAL)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def receiver():
    with listening(Receiver()) as running:
        yield running


def test_a_delivery_arrives_signed_as_standard_webhooks_say(receiver):
    delivery = tried(waiting(receiver.address, payload={"state": "submitted", "who": "林"}))

    (received,) = receiver.received
    stamp = str(int(NOW.timestamp()))
    key = base64.b64decode(delivery.webhook.secret.removeprefix("whsec_"))
    message = f"{delivery.uuid}.{stamp}.".encode() + received.body
    expected = base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()
    headers = {name.lower(): value for name, value in received.headers.items()}
    assert headers["webhook-id"] == str(delivery.uuid)
    assert headers["webhook-timestamp"] == stamp
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["content-type"] == "application/json"
    assert json.loads(received.body) == {
        "type": "application.submitted",
        "timestamp": delivery.created_at.isoformat(),
        "data": {"state": "submitted", "who": "林"},
    }
    assert (delivery.state, delivery.last_status, delivery.attempts) == ("delivered", 200, 1)
    assert (delivery.delivered_at, delivery.next_try_at) == (NOW, None)


def test_the_signature_is_that_of_the_example_in_the_standard():
    """The published test vector of Standard Webhooks."""
    signature = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        b'{"test": 2432232314}',
    )

    assert signature == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_try_has_the_same_id_and_content_and_a_time_of_its_own():
    with listening(Receiver(500, 200)) as receiver:
        delivery = tried(waiting(receiver.address))
        tried(delivery, now=NOW + MINUTE)

    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 60
    assert (delivery.state, delivery.attempts) == ("delivered", 2)


@pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 429, 500, 503])
def test_every_answer_but_a_2xx_is_tried_again(status):
    with listening(Receiver(status, words=b"not now", Location="/there")) as receiver:
        delivery = tried(waiting(receiver.address))

    assert len(receiver.received) == 1
    assert (delivery.state, delivery.last_status) == ("waiting", status)
    assert (delivery.last_error, delivery.next_try_at) == ("not now", NOW + MINUTE)


def test_who_hangs_is_left_after_the_time_and_tried_again():
    with listening(LateReceiver(3)) as receiver:
        delivery = tried(waiting(receiver.address))

    assert (delivery.state, delivery.last_status) == ("waiting", None)
    assert "1" in delivery.last_error
    assert delivery.next_try_at == NOW + MINUTE


def test_who_answers_late_but_in_time_has_taken_it():
    with listening(LateReceiver(0.4)) as receiver:
        delivery = tried(waiting(receiver.address))

    assert delivery.state == "delivered"


def test_nobody_there_is_tried_again():
    delivery = tried(waiting(f"http://127.0.0.1:{closed_port()}/"))

    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert "refused" in delivery.last_error


def test_a_name_that_leads_into_our_own_network_gets_nothing(receiver):
    delivery = waiting(receiver.address.replace("http:", "https:"))

    deliver_webhook(delivery.pk, now=NOW, rules=Rules(seconds=1))

    delivery.refresh_from_db()
    assert receiver.received == []
    assert (delivery.state, delivery.last_status) == ("waiting", None)
    assert delivery.last_error != ""


def test_the_tries_come_after_1_5_30_minutes_2_8_and_24_hours_and_then_no_more():
    now, gaps = NOW, []
    with listening(Receiver(500)) as receiver:
        delivery = waiting(receiver.address)
        while delivery.state == "waiting":
            delivery = tried(delivery, now=now)
            if delivery.next_try_at:
                gaps.append((delivery.next_try_at - now).total_seconds() / 60)
                now = delivery.next_try_at

    assert gaps == [1, 5, 30, 120, 480, 1440]
    assert (delivery.state, delivery.attempts) == ("failed", len(PAUSES) + 1)
    assert delivery.next_try_at is None
    delivery.webhook.refresh_from_db()
    assert delivery.webhook.failures == 1


def test_nothing_is_sent_before_its_time_or_when_it_is_through(receiver):
    early = waiting(receiver.address, next_try_at=NOW + MINUTE)
    done = waiting(receiver.address, state="delivered", delivered_at=NOW)
    given_up = waiting(receiver.address, state="failed")
    switched_off = waiting("", webhook=WebhookFactory(url=receiver.address, disabled_at=NOW))

    for delivery in (early, done, given_up, switched_off):
        assert deliver_webhook(delivery.pk, now=NOW, rules=LOCAL) is None

    assert receiver.received == []


def given_up(webhook, now=NOW) -> WebhookDelivery:
    """A delivery at its last try, which fails."""
    return tried(waiting("", webhook=webhook, attempts=len(PAUSES)), now=now)


def test_five_given_up_in_a_row_switch_the_webhook_off_and_its_administrators_are_told(
    company, recruiter
):
    with listening(Receiver(500)) as receiver:
        webhook = WebhookFactory(organisation=company, url=receiver.address)
        for _number in range(MOST_GIVEN_UP - 1):
            given_up(webhook)
        webhook.refresh_from_db()
        assert (webhook.failures, webhook.disabled_at) == (4, None)
        assert not Notice.objects.exists()

        given_up(webhook)

    webhook.refresh_from_db()
    assert (webhook.failures, webhook.disabled_at) == (5, NOW)
    notice, mail = Notice.objects.get(), OutboxMail.objects.get()
    assert (notice.user, mail.recipient) == (recruiter, recruiter.email)
    assert notice.address == f"/desk/webhooks/{webhook.uuid}/"
    assert notice.text_en == "Alpha Biologics: a webhook is switched off"
    assert receiver.address in mail.text


def test_one_that_arrives_in_between_starts_the_count_anew(receiver):
    webhook = WebhookFactory(url=receiver.address, failures=4)

    tried(waiting("", webhook=webhook))

    webhook.refresh_from_db()
    assert (webhook.failures, webhook.disabled_at) == (0, None)


def test_what_waits_for_a_webhook_that_was_off_goes_on_when_it_is_on_again(receiver):
    webhook = WebhookFactory(url=receiver.address, disabled_at=NOW)
    delivery = tried(waiting("", webhook=webhook))
    assert delivery.state == "waiting"

    webhook.disabled_at = None
    webhook.save(update_fields=["disabled_at"])

    assert tried(delivery).state == "delivered"


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_delivery_send_it_once():
    with listening(LateReceiver(0.3)) as receiver:
        delivery = waiting(receiver.address)

        def work() -> None:
            try:
                deliver_webhook(delivery.pk, now=NOW, rules=LOCAL)
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _number in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert len(receiver.received) == 1


@pytest.mark.django_db(transaction=True)
def test_beat_hands_on_what_is_due_and_nothing_else():
    due = waiting("https://ats.example/")
    waiting("https://ats.example/", next_try_at=NOW + MINUTE)
    waiting("", webhook=WebhookFactory(disabled_at=NOW))

    with broker() as sent:
        queue_due_deliveries(NOW)

        assert sent.tasks() == [("parks.deliver_webhook", {"delivery_id": due.pk})]


@pytest.mark.django_db(transaction=True)
def test_a_lost_message_costs_a_minute_and_no_delivery(receiver, settings):
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    delivery = waiting(receiver.address, next_try_at=timezone.now())

    with broker() as sent:
        deliver_due_webhooks()
        ((_name, kwargs),) = sent.tasks()
    task(**kwargs)
    task(**kwargs)

    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert len(receiver.received) == 1
