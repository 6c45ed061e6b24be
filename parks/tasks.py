from celery import shared_task
from django.utils import timezone

from parks.actions import (
    agreements,
    import_reverts,
    import_rows,
    import_watch,
    mail,
    notices,
    obligations,
    resolutions,
    webhook_delivery,
)
from parks.outbound import present_rules


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


@shared_task(name="parks.purge_mail")
def purge_mail() -> None:
    mail.purge_mail(timezone.now())


@shared_task(name="parks.deliver_webhook")
def deliver_webhook(*, delivery_id: int) -> None:
    now = timezone.now()
    webhook_delivery.deliver_webhook(delivery_id, now=now, rules=present_rules())


@shared_task(name="parks.deliver_due_webhooks")
def deliver_due_webhooks() -> None:
    """Hand on what is tried again now, and what the broker lost."""
    webhook_delivery.queue_due_deliveries(timezone.now())


@shared_task(name="parks.preview_import")
def preview_import(*, job_id: int) -> None:
    import_rows.preview_import(job_id)


@shared_task(name="parks.write_import")
def write_import(*, job_id: int) -> None:
    import_rows.write_import(job_id)


@shared_task(name="parks.revert_import")
def revert_import(*, job_id: int) -> None:
    import_reverts.take_back_import(job_id)


@shared_task(name="parks.watch_imports")
def watch_imports() -> None:
    import_watch.watch_imports(timezone.now())


@shared_task(name="parks.purge_imports")
def purge_imports() -> None:
    import_watch.purge_imports(timezone.now())


@shared_task(name="parks.purge_deliveries")
def purge_deliveries() -> None:
    webhook_delivery.purge_deliveries(timezone.now())


@shared_task(name="parks.close_due_resolutions")
def close_due_resolutions() -> None:
    resolutions.close_due_resolutions(timezone.now())


@shared_task(name="parks.move_agreements_on")
def move_agreements_on() -> None:
    agreements.move_agreements_on(timezone.localdate())


@shared_task(name="parks.remind_of_obligations")
def remind_of_obligations() -> None:
    obligations.remind_of_obligations(timezone.localdate())
