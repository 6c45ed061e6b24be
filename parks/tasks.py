from celery import shared_task

from parks.actions import mail
from parks.models import OutboxMail


@shared_task(name="parks.send_mail")
def send_mail(*, mail_id: int) -> None:
    mail.send_mail(mail_id)


@shared_task(name="parks.send_waiting_mail")
def send_waiting_mail() -> None:
    """Pick up what was not sent at once: the broker was down, or the mail server was."""
    for mail_id in OutboxMail.objects.due().values_list("pk", flat=True)[:200]:
        mail.send_mail(mail_id)
