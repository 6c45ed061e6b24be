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
    assert rows("recipient", "subject", "state") == [("lin@example.org", "Hello", "queued")]


def test_a_mail_without_html_gets_the_look_of_the_portal_and_its_last_lines(english):
    send_mail("Your code", "Please type it:\n\nAB12-CD34", None, ["lin@example.org"])

    mail = OutboxMail.objects.get()
    assert mail.text.startswith("Please type it:\n\nAB12-CD34\n\n--\nYou get this mail because")
    assert '<p class="code"' in mail.html
    assert mail.language == "en"


def test_what_stands_in_a_mail_without_html_stays_words():
    send_mail("Hello", "<script>alert(1)</script>", None, ["lin@example.org"])

    html = OutboxMail.objects.get().html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


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
