from datetime import timedelta

import pytest
from django.utils import timezone

from parks.choices.accounts import OutboxState
from parks.models import OutboxMail
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
