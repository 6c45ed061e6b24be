"""The outbox: nothing is lost, nothing is sent twice, nobody's page breaks."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail as sent_mail
from django.db import connection, transaction
from django.utils import timezone

from parks.actions.mail import (
    MAXIMUM_ATTEMPTS,
    purge_mail,
    send_due_mail,
    send_mail,
    write_mail,
)
from parks.choices.accounts import OutboxState
from parks.models import MailAttempt, OutboxMail
from tests.factories.parks import OutboxMailFactory, UserFactory
from tests.parks.brokers import broker, broker_that_is_down
from tests.parks.deliveries import SLOW, SMTP, closed_port


@pytest.fixture
def no_server(settings):
    """A mail server that nobody runs."""
    settings.EMAIL_DELIVERY_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_a_row_first_and_is_sent_by_a_worker_after_the_commit():
    with broker() as sent, transaction.atomic():
        mail = write_mail(recipient="lin@example.org", subject="Hello", text="Good morning")
        assert sent.tasks() == []
        row = OutboxMail.objects.values("recipient", "subject", "text", "html", "state").get()
        transaction.on_commit(lambda: None)

    assert row == {
        "recipient": "lin@example.org",
        "subject": "Hello",
        "text": "Good morning",
        "html": "",
        "state": "queued",
    }
    assert sent_mail.outbox == []
    assert mail.attempts == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_the_mail_by_its_id():
    with broker() as sent:
        mail = write_mail(recipient="lin@example.org", subject="Hello", text="Good morning")

        assert sent.tasks() == [("parks.send_mail", {"mail_id": mail.pk})]


@pytest.mark.django_db
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\n\t"])
def test_a_subject_cannot_smuggle_in_a_header(line_end):
    subject = f"Analyst{line_end}Bcc: everybody@example.org"

    mail = send_mail(write_mail(recipient="lin@example.org", subject=subject, text="Hi").pk)

    assert mail.subject == "Analyst Bcc: everybody@example.org"
    assert [message.recipients() for message in sent_mail.outbox] == [["lin@example.org"]]
    assert sent_mail.outbox[0].message()["Bcc"] is None


@pytest.mark.django_db
def test_a_subject_that_is_too_long_is_cut_and_not_lost():
    mail = write_mail(recipient="lin@example.org", subject="分析 " * 200, text="Hi")

    assert mail.subject.startswith("分析 分析")
    assert len(OutboxMail.objects.get().subject) <= 250


@pytest.mark.django_db
def test_a_mail_goes_out_as_written_and_notes_its_time():
    user = UserFactory()
    mail = write_mail(
        recipient=user.email, subject="你好", text="早上好", html="<p>早上好</p>", user=user
    )

    done = send_mail(mail.pk)

    (message,) = sent_mail.outbox
    assert (message.to, message.subject, message.body) == ([user.email], "你好", "早上好")
    assert [tuple(part) for part in message.alternatives] == [("<p>早上好</p>", "text/html")]
    assert (done.state, done.attempts, done.last_error) == (OutboxState.SENT, 1, "")
    assert done.sent_at is not None


@pytest.mark.django_db
def test_a_mail_without_html_has_no_second_part():
    send_mail(OutboxMailFactory().pk)

    assert sent_mail.outbox[0].alternatives == []


@pytest.mark.django_db
def test_a_mail_is_not_sent_twice():
    mail = OutboxMailFactory()
    send_mail(mail.pk)

    again = send_mail(mail.pk)

    assert again is None
    assert len(sent_mail.outbox) == 1


@pytest.mark.django_db
def test_a_mail_that_is_gone_is_no_error():
    assert send_mail(12345) is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_a_mail_once(settings):
    settings.EMAIL_DELIVERY_BACKEND = SLOW
    mail, together, results = OutboxMailFactory(), Barrier(2), []

    def work() -> None:
        together.wait()
        results.append(send_mail(mail.pk))
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(sent_mail.outbox) == 1
    assert sorted(result is None for result in results) == [False, True]
    assert OutboxMail.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_mail_server_that_is_down_keeps_the_mail_and_says_why(no_server):
    mail = OutboxMailFactory()

    send_mail(mail.pk)

    row = OutboxMail.objects.get()
    assert (row.state, row.attempts, row.sent_at) == (OutboxState.QUEUED, 1, None)
    assert "refused" in row.last_error.lower()


@pytest.mark.django_db
def test_after_twelve_attempts_a_mail_has_failed(no_server):
    mail = OutboxMailFactory()

    states = [send_mail(mail.pk).state for _ in range(12)]

    assert states == [OutboxState.QUEUED] * 11 + [OutboxState.FAILED]
    assert send_mail(mail.pk) is None
    assert OutboxMail.objects.get().attempts == MAXIMUM_ATTEMPTS == 12


@pytest.mark.django_db
def test_a_mail_that_got_through_at_last_has_no_error_left(no_server, settings):
    mail = OutboxMailFactory()
    send_mail(mail.pk)
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    done = send_mail(mail.pk)

    assert (done.state, done.attempts, done.last_error) == (OutboxState.SENT, 2, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("calendar", "method"),
    [
        ("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR", "CANCEL"),
        ("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR", ""),
        ("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", "REPLY"),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR", "REQUEST"),
        ("METHOD:REQUEST\r\nBcc: everybody@example.org", "REQUEST\r\nBcc"),
    ],
)
def test_a_calendar_entry_that_says_another_method_than_its_mail_is_not_written(calendar, method):
    with pytest.raises(ValueError, match="method"):
        write_mail(
            recipient="lin@example.org",
            subject="Interview",
            text="Hi",
            calendar=calendar,
            calendar_method=method,
        )

    assert not OutboxMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_loses_no_mail(tmp_path):
    with broker_that_is_down(tmp_path):
        mail = write_mail(recipient="lin@example.org", subject="Hello", text="Good morning")

    assert list(OutboxMail.objects.waiting()) == [mail]


@pytest.mark.django_db(transaction=True)
def test_two_workers_empty_an_outbox_of_a_thousand_mails_without_sending_any_twice():
    OutboxMailFactory.create_batch(1000)
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    together = Barrier(2)

    def work() -> None:
        together.wait()
        while OutboxMail.objects.due().exists():
            send_due_mail()
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    sent = [message.extra_headers["Message-ID"] for message in sent_mail.outbox]
    assert len(sent) == len(set(sent)) == 1000
    assert OutboxMail.objects.filter(state=OutboxState.SENT, attempts=1).count() == 1000
    assert MailAttempt.objects.filter(error="").count() == 1000


@pytest.mark.django_db
def test_mail_that_left_or_was_given_up_is_kept_for_ninety_days_and_what_waits_for_ever():
    now = timezone.now()
    over = {"state": OutboxState.SENT, "sent_at": now}
    rows = [OutboxMailFactory(**over) for _number in range(2)]
    rows += [OutboxMailFactory(state=state) for state in (OutboxState.FAILED, OutboxState.QUEUED)]
    for row, days in zip(rows, (90.01, 89.99, 90.01, 400), strict=True):
        OutboxMail.objects.filter(pk=row.pk).update(created_at=now - timedelta(days=days))
    MailAttempt.objects.create(mail=rows[0])

    number = purge_mail(now)

    assert number == 2
    assert list(OutboxMail.objects.order_by("pk")) == [rows[1], rows[3]]
    assert not MailAttempt.objects.exists()
