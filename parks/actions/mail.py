"""The outbox: a mail is a row first, and leaves by a worker."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from parks.actions.delivery import deliver
from parks.choices.accounts import OutboxState
from parks.models import MailAttempt, OutboxMail, User
from parks.queue import enqueue

MAXIMUM_ATTEMPTS = 12
"""With pauses of 1, 2, 4 … minutes the last try comes after nearly three days."""
LONGEST_SUBJECT = 250
MAILS_A_SWEEP = 200
KEPT_FOR = timedelta(days=90)
CALENDAR_METHODS = frozenset({"REQUEST", "CANCEL", "PUBLISH"})


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
    Raises ValueError for a calendar that does not say the same method: programs would ignore it.
    """
    _check_calendar(extras.get("calendar", ""), extras.get("calendar_method", ""))
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    mail = OutboxMail.objects.create(
        recipient=recipient, subject=line, text=text, html=html, user=user, **extras
    )
    enqueue("parks.send_mail", mail_id=mail.pk)
    return mail


def _check_calendar(calendar: str, method: str) -> None:
    if not calendar:
        return
    if method not in CALENDAR_METHODS or f"METHOD:{method}" not in calendar.splitlines():
        raise ValueError(f"the calendar entry does not have the method {method!r}")


@transaction.atomic
def send_mail(mail_id: int) -> OutboxMail | None:
    """Deliver one waiting mail; None when another worker has it or it is no longer waiting.

    The row stays locked until its new state is saved, so that no two workers send it. A worker that
    is killed after the server took the mail and before the commit leaves it waiting, and it goes
    out again: at least once, with the Message-ID it had before.
    """
    waiting = OutboxMail.objects.waiting().select_for_update(skip_locked=True)
    mail = waiting.filter(pk=mail_id).first()
    if mail is None:
        return None
    failure = deliver(mail)
    mail.attempts += 1
    mail.last_error = failure.words if failure else ""
    if failure is None:
        mail.state, mail.sent_at = OutboxState.SENT, timezone.now()
    elif failure.is_permanent or mail.attempts >= MAXIMUM_ATTEMPTS:
        mail.state = OutboxState.FAILED
    mail.save(update_fields=["state", "sent_at", "attempts", "last_error"])
    MailAttempt.objects.create(mail=mail, error=mail.last_error)
    return mail


def send_due_mail() -> None:
    """Send what waits and is due, the oldest first, until the mail server cannot be reached.

    Then the rest keeps its tries: one mail a sweep finds out whether the server is back.
    """
    for mail_id in OutboxMail.objects.due().values_list("pk", flat=True)[:MAILS_A_SWEEP]:
        mail = send_mail(mail_id)
        if mail is not None and mail.state == OutboxState.QUEUED and not mail.was_answered:
            return


def purge_mail(now: datetime) -> int:
    """Delete mail that left, or was given up, 90 days ago, with its tries; gives how many."""
    over = OutboxMail.objects.exclude(state=OutboxState.QUEUED)
    return over.filter(created_at__lt=now - KEPT_FOR).delete()[1].get(OutboxMail._meta.label, 0)
