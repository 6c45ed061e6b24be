"""The outbox: a mail is a row first, and leaves by a worker."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from parks.choices.accounts import OutboxState
from parks.models import OutboxMail, User
from parks.queue import enqueue

MAXIMUM_ATTEMPTS = 8
LONGEST_SUBJECT = 250


def write_mail(
    *,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    user: User | None = None,
    **extras: str,
) -> OutboxMail:
    """Put a mail in the outbox; it goes out after the commit.

    `extras` are `calendar` (an iCalendar text) with `calendar_method`, and `unsubscribe_url`.
    """
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    mail = OutboxMail.objects.create(
        recipient=recipient, subject=line, text=text, html=html, user=user, **extras
    )
    enqueue("parks.send_mail", mail_id=mail.pk)
    return mail


@transaction.atomic
def send_mail(mail_id: int) -> OutboxMail | None:
    """Deliver one waiting mail; None when another worker has it or it is no longer waiting."""
    waiting = OutboxMail.objects.waiting().select_for_update(skip_locked=True)
    mail = waiting.filter(pk=mail_id).first()
    if mail is None:
        return None
    mail.attempts += 1
    try:
        _deliver(mail)
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors, bad headers ValueErrors
        _note_failure(mail, error)
    else:
        mail.state, mail.sent_at, mail.last_error = OutboxState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "attempts", "last_error"])
    return mail


def _deliver(mail: OutboxMail) -> None:
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.recipient], connection=connection
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()


def _note_failure(mail: OutboxMail, error: Exception) -> None:
    mail.last_error = str(error)
    if mail.attempts >= MAXIMUM_ATTEMPTS:
        mail.state = OutboxState.FAILED
