from datetime import timedelta

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from parks.models import Notice, OutboxMail
from parks.tasks import purge_notices, send_mail, send_waiting_mail
from tests.factories.parks import NoticeFactory, OutboxMailFactory
from tests.parks.deliveries import SMTP, closed_port
from tests.parks.smtp_servers import Server, running

pytestmark = pytest.mark.django_db


def written_an_hour_ago(**fields) -> OutboxMail:
    mail = OutboxMailFactory(**fields)
    an_hour_ago = timezone.now() - timedelta(hours=1)
    OutboxMail.objects.filter(pk=mail.pk).update(created_at=an_hour_ago)
    return mail


def states() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))


def test_the_task_sends_one_mail():
    first, _second = OutboxMailFactory.create_batch(2)

    send_mail(mail_id=first.pk)

    assert states() == ["sent", "queued"]


def test_a_task_that_runs_twice_sends_once():
    mail = OutboxMailFactory()

    send_mail(mail_id=mail.pk)
    send_mail(mail_id=mail.pk)

    assert len(sent_mail.outbox) == 1


def test_mail_that_nobody_sent_is_picked_up_later():
    written_an_hour_ago(subject="first")
    written_an_hour_ago(subject="second")

    send_waiting_mail()

    assert [message.subject for message in sent_mail.outbox] == ["first", "second"]
    assert states() == ["sent", "sent"]


def test_mail_that_was_just_written_is_left_to_its_own_task():
    OutboxMailFactory()

    send_waiting_mail()

    assert states() == ["queued"]


def test_one_mail_that_cannot_be_sent_holds_up_none_behind_it():
    written_an_hour_ago(recipient="lin@example.org\nBcc: everybody@example.org")
    written_an_hour_ago(recipient="lin@example.org")

    send_waiting_mail()

    assert states() == ["failed", "sent"]


def test_a_recipient_that_the_server_puts_off_holds_up_nobody_behind_it(settings):
    written_an_hour_ago(subject="first")
    written_an_hour_ago(subject="second")
    server = Server(to_recipient="451 4.7.1 greylisted")

    with running(server, settings):
        send_waiting_mail()

    assert server.asked == 2
    assert list(OutboxMail.objects.values_list("state", "attempts")) == [("queued", 1)] * 2


def test_while_the_mail_server_is_down_one_mail_tries_it_and_the_rest_keep_their_tries(settings):
    settings.EMAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    written_an_hour_ago()
    written_an_hour_ago()

    send_waiting_mail()

    rows = list(OutboxMail.objects.order_by("pk").values_list("state", "attempts"))
    assert rows == [("queued", 1), ("queued", 0)]


def test_a_mail_that_found_no_server_lets_the_next_one_try_in_the_next_sweep(settings):
    settings.EMAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    written_an_hour_ago()
    written_an_hour_ago()

    send_waiting_mail()
    send_waiting_mail()

    assert list(OutboxMail.objects.values_list("attempts", flat=True)) == [1, 1]


def test_beat_has_old_notices_deleted():
    old, young = NoticeFactory.create_batch(2)
    past = timezone.now() - timedelta(days=91)
    Notice.objects.filter(pk=old.pk).update(created_at=past)

    purge_notices()

    assert list(Notice.objects.all()) == [young]


@pytest.mark.parametrize(
    "task",
    [
        "parks.send_waiting_mail",
        "parks.purge_notices",
        "parks.purge_mail",
        "parks.watch_imports",
        "parks.purge_imports",
        "parks.deliver_due_webhooks",
        "parks.purge_deliveries",
    ],
)
def test_beat_starts_what_nobody_else_would(settings, task):
    scheduled = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert scheduled.count(task) == 1
