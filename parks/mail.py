"""Django's mail functions write to the outbox, so that a broken mail server breaks no page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from parks.actions.letters import Letter, letter_of
from parks.actions.mail import write_mail


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: one outbox row for each recipient; EMAIL_DELIVERY_BACKEND does the sending."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            letter = letter_in(message)
            for recipient in message.recipients():
                write_mail(
                    recipient=recipient,
                    subject=letter.subject,
                    text=letter.text,
                    html=letter.html,
                )
        return len(email_messages)


def letter_in(message: EmailMessage) -> Letter:
    """Return what a message says; one that has no HTML of its own gets the look of the portal."""
    html = html_of(message)
    if html:
        return Letter(message.subject, message.body, html)
    return letter_of(message.subject, message.body)


def html_of(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", ())
    return next((part for part, kind in alternatives if kind == "text/html"), "")
