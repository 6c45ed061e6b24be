"""Handing one mail of the outbox to the mail server, and understanding its answer."""

from collections.abc import Iterable
from contextlib import suppress
from email.errors import MessageError
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from parks.models import OutboxMail

LONGEST_WORDS = 1000
PERMANENT = range(500, 600)
"""Replies of a server that mean never (RFC 5321, 4.2.1)."""


class Failure(NamedTuple):
    """Why a mail did not leave, and whether it never will."""

    words: str
    is_permanent: bool


def deliver(mail: OutboxMail) -> Failure | None:
    """Send a mail; None when the server took it.

    What the server says of this recipient or this mail with 5xx is permanent, and so is a mail
    that cannot be put together. All else (no server, 4xx, a refused sender or sign-in) may mend.
    """
    try:
        message = message_of(mail)
        message.message()
    except (ValueError, LookupError, MessageError) as error:  # a bad address or header
        return Failure(_words(str(error)), is_permanent=True)
    message.connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    try:
        message.connection.open()
        message.send()
    except (OSError, ValueError, MessageError) as error:  # smtplib's errors are OSErrors
        return failure_of(error)
    finally:
        with suppress(OSError):  # whatever becomes of the farewell, the mail is taken or is not
            message.connection.close()
    return None


def failure_of(error: Exception) -> Failure:
    """Read an error of smtplib."""
    if isinstance(error, SMTPRecipientsRefused):
        replies = error.recipients.values()
        return Failure(_reply(*next(iter(replies))), _are_permanent(code for code, _ in replies))
    if isinstance(error, SMTPResponseException):
        is_about_the_mail = isinstance(error, SMTPDataError)
        permanent = is_about_the_mail and _are_permanent([error.smtp_code])
        return Failure(_reply(error.smtp_code, error.smtp_error), permanent)
    return Failure(_words(str(error) or type(error).__name__), is_permanent=False)


def message_of(mail: OutboxMail) -> EmailMultiAlternatives:
    """Make the message of RFC 5322: text, HTML and calendar are the same thing said three times.

    A calendar entry comes as an alternative, which Gmail and Outlook show with buttons, and as a
    file, which every calendar opens.
    """
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.recipient], headers=_headers(mail)
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        kind = f"text/calendar; method={mail.calendar_method}"
        message.attach_alternative(mail.calendar, kind)
        message.attach("invite.ics", mail.calendar.encode(), "application/ics")
    return message


def _headers(mail: OutboxMail) -> dict[str, str]:
    """Every try has the same Message-ID, so that a mail that came twice is shown once."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {
        "Message-ID": f"<outbox.{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.language:
        headers["Content-Language"] = mail.language
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _are_permanent(codes: Iterable[int]) -> bool:
    return all(code in PERMANENT for code in codes)


def _reply(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return _words(f"{code} {text}")


def _words(text: str) -> str:
    return text.replace("\x00", "")[:LONGEST_WORDS]
