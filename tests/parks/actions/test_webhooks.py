"""Webhooks: kept, changed, told of things, tried and told again."""

import base64

import pytest
from django.db import transaction

from parks.actions.webhooks import (
    MOST_WEBHOOKS,
    WebhookError,
    add_webhook,
    announce,
    change_webhook,
    ping_webhook,
    replay_delivery,
    rotate_secret,
    switch_webhook,
)
from parks.choices.machines import WebhookEvent
from parks.models import LogEntry, Webhook, WebhookDelivery
from tests.factories.parks import WebhookDeliveryFactory, WebhookFactory
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db

URL = "https://ats.example/hook"
SUBMITTED, MOVED = WebhookEvent.APPLICATION_SUBMITTED, WebhookEvent.APPLICATION_MOVED


def queued() -> list[tuple[int, str]]:
    rows = WebhookDelivery.objects.order_by("pk")
    return list(rows.values_list("webhook_id", "event"))


def test_a_new_webhook_has_a_secret_of_256_bits_and_is_on(company, recruiter):
    webhook, secret = add_webhook(company, url=URL, events=[MOVED, SUBMITTED], by=recruiter)

    webhook.refresh_from_db()
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert (webhook.secret, webhook.disabled_at, webhook.failures) == (secret, None, 0)
    assert webhook.events == ["application.submitted", "application.moved"]


@pytest.mark.parametrize(
    ("url", "events"),
    [
        ("http://ats.example/hook", [MOVED]),
        ("https://user:pass@ats.example/", [MOVED]),
        ("ats.example", [MOVED]),
        (URL, []),
        (URL, ["no.such.event"]),
    ],
)
def test_what_cannot_be_a_webhook_is_refused_and_nothing_is_kept(url, events, company, recruiter):
    with pytest.raises(WebhookError):
        add_webhook(company, url=url, events=events, by=recruiter)

    assert not Webhook.objects.exists()


def test_for_tests_and_the_demo_a_webhook_may_be_on_this_machine(settings, company, recruiter):
    settings.WEBHOOKS_MAY_BE_LOCAL = True

    webhook = add_webhook(company, url="http://localhost:9/", events=[MOVED], by=recruiter).webhook

    assert webhook.url == "http://localhost:9/"


def test_an_organisation_has_ten_webhooks_at_most(company, recruiter):
    WebhookFactory.create_batch(MOST_WEBHOOKS, organisation=company)

    with pytest.raises(WebhookError, match="10"):
        add_webhook(company, url=URL, events=[MOVED], by=recruiter)


def test_a_refused_change_leaves_the_webhook_as_it_was(company, recruiter):
    webhook = WebhookFactory(organisation=company)

    with pytest.raises(WebhookError):
        change_webhook(webhook, url="http://elsewhere.example", events=[MOVED], by=recruiter)

    webhook.refresh_from_db()
    assert webhook.url == URL


def test_a_webhook_is_changed_and_its_secret_replaced_with_a_line_each_in_the_log(
    company, recruiter
):
    webhook, old = add_webhook(company, url=URL, events=[MOVED], by=recruiter)

    change_webhook(webhook, url="https://new.example/", events=[SUBMITTED], by=recruiter)
    _webhook, new = rotate_secret(webhook, by=recruiter)

    webhook.refresh_from_db()
    assert (webhook.url, webhook.events) == ("https://new.example/", ["application.submitted"])
    assert webhook.secret == new != old
    entries = LogEntry.objects.filter(noun="parks.webhook", organisation_id=company.pk)
    assert list(entries.order_by("pk").values_list("verb", flat=True)) == [
        "created",
        "changed",
        "secret replaced",
    ]
    assert new not in str(list(entries.values()))


def test_only_webhooks_of_the_organisation_that_are_on_and_listen_are_told(company):
    told = WebhookFactory(organisation=company, events=[SUBMITTED, MOVED])
    WebhookFactory(organisation=company, events=[MOVED])
    WebhookFactory(organisation=company, disabled_at="2026-01-01T00:00Z")
    WebhookFactory()

    announce(company.pk, SUBMITTED, {"application": "7"})

    assert queued() == [(told.pk, "application.submitted")]
    assert WebhookDelivery.objects.get().payload == {"application": "7"}


def test_telling_nobody_costs_one_query(company, django_assert_num_queries):
    with django_assert_num_queries(1):
        announce(company.pk, SUBMITTED, {})


@pytest.mark.django_db(transaction=True)
def test_a_worker_hears_of_it_after_the_commit_and_not_when_all_is_undone(company):
    WebhookFactory(organisation=company)
    with broker() as sent:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            announce(company.pk, SUBMITTED, {})
            raise ZeroDivisionError
        assert (sent.tasks(), queued()) == ([], [])

        with transaction.atomic():
            announce(company.pk, SUBMITTED, {})
            assert sent.tasks() == []

        delivery = WebhookDelivery.objects.get()
        assert sent.tasks() == [("parks.deliver_webhook", {"delivery_id": delivery.pk})]


def test_switching_on_starts_with_a_clean_record(company, recruiter):
    webhook = WebhookFactory(organisation=company, failures=5, disabled_at="2026-01-01T00:00Z")

    on = switch_webhook(webhook, on=True, by=recruiter)
    off = switch_webhook(webhook, on=False, by=recruiter)

    assert (on.failures, on.disabled_at) == (0, None)
    assert off.disabled_at is not None
    assert switch_webhook(webhook, on=False, by=recruiter).disabled_at == off.disabled_at


def test_a_ping_is_a_delivery_like_any_other(company, recruiter):
    webhook = WebhookFactory(organisation=company, events=[MOVED])

    ping_webhook(webhook, by=recruiter)

    assert queued() == [(webhook.pk, "ping")]


def test_what_is_sent_again_is_the_same_row_with_the_same_id_and_new_tries(company, recruiter):
    webhook = WebhookFactory(organisation=company)
    for state, fields in {
        "failed": {"attempts": 7, "next_try_at": None},
        "delivered": {"attempts": 1, "delivered_at": "2026-01-01T00:00Z"},
    }.items():
        delivery = WebhookDeliveryFactory(webhook=webhook, state=state, **fields)

        again = replay_delivery(delivery, by=recruiter)

        assert (again.pk, again.uuid) == (delivery.pk, delivery.uuid)
        assert (again.state, again.attempts, again.delivered_at) == ("waiting", 0, None)
        assert again.next_try_at is not None
    assert WebhookDelivery.objects.count() == 2


def test_a_webhook_that_is_off_is_neither_tried_nor_sent_anything_again(company, recruiter):
    webhook = WebhookFactory(organisation=company, disabled_at="2026-01-01T00:00Z")
    delivery = WebhookDeliveryFactory(webhook=webhook, state="failed")

    with pytest.raises(WebhookError):
        ping_webhook(webhook, by=recruiter)
    with pytest.raises(WebhookError):
        replay_delivery(delivery, by=recruiter)

    delivery.refresh_from_db()
    assert (delivery.state, WebhookDelivery.objects.count()) == ("failed", 1)
