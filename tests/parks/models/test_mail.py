from datetime import timedelta

import pytest
from django.utils import timezone

from parks.choices.accounts import OutboxState
from parks.models import MailAttempt, OutboxMail
from tests.factories.parks import OutboxMailFactory

pytestmark = pytest.mark.django_db


def written_ago(minutes: float, **fields) -> OutboxMail:
    mail = OutboxMailFactory(**fields)
    written = timezone.now() - timedelta(minutes=minutes)
    OutboxMail.objects.filter(pk=mail.pk).update(created_at=written)
    return mail


def test_only_queued_mail_waits():
    queued = OutboxMailFactory()
    OutboxMailFactory(state=OutboxState.SENT, sent_at=timezone.now())
    OutboxMailFactory(state=OutboxState.FAILED)

    assert list(OutboxMail.objects.waiting()) == [queued]


@pytest.mark.parametrize(
    ("attempts", "minutes", "is_due"),
    [
        (0, 0.5, False),
        (0, 1.5, True),
        (1, 1.5, False),
        (1, 2.5, True),
        (7, 127, False),
        (7, 129, True),
    ],
)
def test_each_try_comes_twice_as_late_as_the_one_before(attempts, minutes, is_due):
    mail = written_ago(minutes, attempts=attempts)

    assert list(OutboxMail.objects.due()) == ([mail] if is_due else [])


def test_due_mail_comes_in_the_order_it_was_written():
    mails = [written_ago(5) for _ in range(3)]

    assert list(OutboxMail.objects.due()) == mails


def test_mail_that_was_sent_is_not_due_again():
    written_ago(60, state=OutboxState.SENT, sent_at=timezone.now())

    assert list(OutboxMail.objects.due()) == []


def test_a_mail_names_its_recipient_and_subject():
    assert str(OutboxMailFactory.build()) == "somebody@example.org: Hello"


def test_the_pause_is_counted_from_the_last_try():
    mail = written_ago(600, attempts=3)
    attempt = MailAttempt.objects.create(mail=mail, error="timed out")
    MailAttempt.objects.create(mail=mail, error="timed out")
    found = []
    for minutes in (7, 9):
        tried = timezone.now() - timedelta(minutes=minutes)
        MailAttempt.objects.filter(mail=mail).update(tried_at=tried)
        MailAttempt.objects.filter(pk=attempt.pk).update(tried_at=tried - timedelta(hours=1))
        found.append(list(OutboxMail.objects.due()))

    assert found == [[], [mail]]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<!DOCTYPE html><html lang="zh-hans"><head>', "zh-hans"),
        ('<!doctype html>\n<html lang="en">', "en"),
        ("<p>Hi</p>", ""),
        ("", ""),
        ('<html lang="en\r\nBcc: x@example.org">', ""),
    ],
)
def test_a_mail_is_in_the_language_its_html_says(html, language):
    assert OutboxMailFactory.build(html=html).language == language


@pytest.mark.parametrize(
    ("error", "was_answered"),
    [
        ("550 5.1.1 no such mailbox", True),
        ("451 greylisted", True),
        ("[Errno 111] Connection refused", False),
        ("timed out", False),
        ("", False),
    ],
)
def test_a_reply_of_a_server_is_told_from_no_server(error, was_answered):
    assert OutboxMailFactory.build(last_error=error).was_answered is was_answered


def test_an_attempt_names_its_error_or_that_it_went_well(english):
    mail = OutboxMailFactory()

    assert str(MailAttempt(mail=mail, error="timed out")) == "timed out"
    assert str(MailAttempt(mail=mail)) == "delivered"
