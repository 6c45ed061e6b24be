"""Django's own mail functions, as allauth and the admin call them, write to the outbox."""

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail, send_mass_mail

from parks.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"


def rows(*columns: str) -> list[tuple]:
    return list(OutboxMail.objects.order_by("pk").values_list(*columns))


def test_a_mail_waits_in_the_outbox():
    number = send_mail("Hello", "Good morning", None, ["lin@example.org"])

    assert number == 1
    assert rows("recipient", "subject", "text", "html", "state") == [
        ("lin@example.org", "Hello", "Good morning", "", "queued")
    ]


def test_each_recipient_gets_a_mail_of_their_own_and_sees_no_other():
    message = EmailMultiAlternatives(
        "Hello", "Hi", to=["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]
    )

    message.send()

    assert rows("recipient") == [("a@example.org",), ("b@example.org",), ("c@example.org",)]


def test_the_html_part_comes_along():
    message = EmailMultiAlternatives("Hello", "Hi", to=["a@example.org"])
    message.attach_alternative("{}", "application/json")
    message.attach_alternative("<p>Hi</p>", "text/html")

    message.send()

    assert rows("text", "html") == [("Hi", "<p>Hi</p>")]


def test_several_mails_at_once_are_all_kept():
    number = send_mass_mail(
        [("One", "1", None, ["a@example.org"]), ("Two", "2", None, ["b@example.org"])]
    )

    assert number == 2
    assert rows("subject", "recipient") == [("One", "a@example.org"), ("Two", "b@example.org")]


def test_a_mail_without_recipients_is_no_mail():
    EmailMultiAlternatives("Hello", "Hi", to=[]).send()

    assert rows("subject") == []
