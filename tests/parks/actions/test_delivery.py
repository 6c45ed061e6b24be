"""Mail as a real server receives it, and what is made of the server's answers."""

import re
from email.message import EmailMessage

import pytest

from parks.actions.mail import MAXIMUM_ATTEMPTS, send_mail, write_mail
from parks.models import MailAttempt, OutboxMail
from tests.factories.parks import OutboxMailFactory
from tests.parks.smtp_servers import DroppingServer, Server, SleepingServer, silent_port

pytestmark = pytest.mark.django_db

SUMMARY = "面试 – 细胞培养 " + "很长" * 60
CALENDAR = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//portal//EN",
        "METHOD:{method}",
        "BEGIN:VEVENT",
        "UID:interview-7@portal.example",
        "SEQUENCE:3",
        "DTSTART:20261201T010000Z",
        f"SUMMARY:{SUMMARY}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)


def sent(server: Server, **mail: str) -> EmailMessage:
    """Write and send a mail, and give what the server took."""
    facts = {"recipient": "lin@example.org", "subject": "Hello", "text": "Hi"} | mail
    done = send_mail(write_mail(**facts).pk)
    assert done.state == "sent", done.last_error
    return server.messages()[-1]


def tried(**fields: object) -> tuple[str, int, str]:
    """Try a mail once: its state, its tries and the server's words afterwards."""
    mail = send_mail(OutboxMailFactory(**fields).pk)
    return mail.state, mail.attempts, mail.last_error


def logged() -> list[str]:
    return list(MailAttempt.objects.order_by("pk").values_list("error", flat=True))


def test_text_and_html_arrive_as_two_forms_of_one_mail(serve):
    server = serve(Server())
    html = '<!doctype html><html lang="zh-hans"><body><p>早上好 – “您”</p></body></html>'

    mail = sent(server, subject="面试时间 “确认”", text="早上好\n\n您好", html=html)

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Subject"] == "面试时间 “确认”"
    assert mail.get_body(("plain",)).get_content().split() == ["早上好", "您好"]
    assert mail.get_body(("html",)).get_content().strip() == html
    assert (mail["To"], mail["Content-Language"]) == ("lin@example.org", "zh-hans")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_calendar_entry_comes_as_an_alternative_and_as_a_file(serve, method):
    server, entry = serve(Server()), CALENDAR.format(method=method)

    mail = sent(server, html="<p>Hi</p>", calendar=entry, calendar_method=method)

    assert mail.get_content_type() == "multipart/mixed"
    forms, file = mail.iter_parts()
    alternatives = list(forms.iter_parts())
    assert [part.get_content_type() for part in alternatives] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    shown = alternatives[2]
    assert (shown.get_param("method"), shown.get_param("charset")) == (method, "utf-8")
    assert shown.get_content().splitlines() == entry.splitlines()
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_content_disposition() == "attachment"
    assert file.get_content() == entry.encode()


def test_a_mail_says_that_a_machine_wrote_it_and_when(serve):
    mail = sent(serve(Server()))

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime is not None
    assert (mail["List-Unsubscribe"], mail["Content-Language"]) == (None, None)


def test_a_mail_can_be_unsubscribed_from_with_one_click(serve):
    address = "https://portal.example/alerts/" + "x" * 300 + "/?token=a:b-c"

    mail = sent(serve(Server()), unsubscribe_url=address)

    assert mail["List-Unsubscribe"].strip() == f"<{address}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_every_try_of_a_mail_has_the_same_id_and_no_other_mail_has_it(serve, settings):
    settings.SITE_URL = "https://portal.example"
    server = serve(Server())
    first, other = OutboxMailFactory(), OutboxMailFactory()

    send_mail(first.pk)
    OutboxMail.objects.filter(pk=first.pk).update(state="queued", sent_at=None)
    send_mail(first.pk)
    send_mail(other.pk)

    once, again, another = (mail["Message-ID"] for mail in server.messages())
    assert once == again != another
    assert re.fullmatch(r"<[\w.]+@portal\.example>", once)


@pytest.mark.parametrize(
    "behaviour",
    [
        {"to_recipient": "550 5.1.1 no such mailbox"},
        {"to_recipient": "553 5.1.3 not an address"},
        {"to_data": "554 5.7.1 no such mailbox"},
    ],
)
def test_what_the_server_refuses_for_good_fails_at_once_with_its_words(serve, behaviour):
    words = next(iter(behaviour.values()))
    serve(Server(**behaviour))

    state, attempts, error = tried()

    assert (state, attempts, error) == ("failed", 1, words)
    assert logged() == [words]


@pytest.mark.parametrize(
    "behaviour",
    [
        {"to_recipient": "451 4.7.1 greylisted, try again later"},
        {"to_recipient": "452 4.2.2 mailbox full"},
        {"to_recipient": "421 4.3.2 shutting down"},
        {"to_data": "452 4.3.1 no space left"},
        {"to_data": "421 4.3.2 shutting down"},
    ],
)
def test_what_the_server_refuses_for_now_is_tried_again(serve, behaviour):
    words = next(iter(behaviour.values()))
    serve(Server(**behaviour))

    state, attempts, error = tried()

    assert (state, attempts, error) == ("queued", 1, words)
    assert logged() == [words]


def test_a_server_that_hangs_up_is_tried_again(serve):
    serve(DroppingServer())

    state, attempts, error = tried()

    assert (state, attempts) == ("queued", 1)
    assert "closed" in error.lower() or "reset" in error.lower()


def test_a_server_that_falls_silent_is_left_after_the_timeout(serve, settings):
    settings.EMAIL_TIMEOUT = 0.3
    serve(SleepingServer())

    state, attempts, error = tried()

    assert (state, attempts) == ("queued", 1)
    assert "timed out" in error


def test_a_server_that_never_greets_is_left_after_the_timeout(settings):
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.3
    with silent_port() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port

        state, attempts, error = tried()

    assert (state, attempts) == ("queued", 1)
    assert "timed out" in error


def test_there_is_a_timeout_wherever_the_portal_runs(settings):
    assert 0 < settings.EMAIL_TIMEOUT <= 60


def test_an_own_mistake_such_as_a_refused_sign_in_costs_no_mail(serve, settings):
    serve(Server())
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"

    state, attempts, _error = tried()

    assert (state, attempts) == ("queued", 1)


def test_a_mail_that_cannot_be_put_together_fails_at_once_and_asks_no_server(serve):
    server = serve(Server())

    state, attempts, error = tried(recipient="lin@example.org\nBcc: everybody@example.org")

    assert (state, attempts) == ("failed", 1)
    assert "newlines" in error
    assert server.asked == 0


def test_an_unsubscribe_address_cannot_smuggle_in_a_header(serve):
    server = serve(Server())

    state, _attempts, _error = tried(unsubscribe_url="https://x\r\nBcc: everybody@example.org")

    assert (state, server.asked) == ("failed", 0)


def test_strange_signs_in_the_answer_of_a_server_do_not_break_the_log(serve):
    serve(Server(to_recipient="550 " + "x" * 300))

    _state, _attempts, error = tried()

    assert error == "550 " + "x" * 300


def test_each_try_is_kept_until_the_mail_is_through(serve):
    mail = OutboxMailFactory()
    server = serve(Server(to_recipient="451 4.7.1 greylisted"))
    send_mail(mail.pk)
    server.to_recipient = "450 4.7.1 still greylisted"
    send_mail(mail.pk)
    server.to_recipient = "250 OK"

    done = send_mail(mail.pk)

    assert logged() == ["451 4.7.1 greylisted", "450 4.7.1 still greylisted", ""]
    assert str(MailAttempt.objects.get(error="451 4.7.1 greylisted")) == "451 4.7.1 greylisted"
    assert (done.state, done.attempts, done.last_error) == ("sent", 3, "")
    assert len(server.taken) == 1


def test_the_last_try_gives_the_mail_up_with_the_last_words(serve):
    serve(Server(to_recipient="451 4.7.1 greylisted"))
    mail = OutboxMailFactory(attempts=MAXIMUM_ATTEMPTS - 1)

    done = send_mail(mail.pk)

    assert (done.state, done.last_error) == ("failed", "451 4.7.1 greylisted")
