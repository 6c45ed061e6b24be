from celery import shared_task
from django.utils import timezone

from parks.actions import mail, notices


@shared_task(name="parks.send_mail")
def send_mail(*, mail_id: int) -> None:
    mail.send_mail(mail_id)


@shared_task(name="parks.send_waiting_mail")
def send_waiting_mail() -> None:
    """Pick up what was not sent at once: the broker was down, or the mail server was."""
    mail.send_due_mail()


@shared_task(name="parks.purge_notices")
def purge_notices() -> None:
    notices.purge_notices(timezone.now())
