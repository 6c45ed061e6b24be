"""What workers and beat do for the supply side; each may come twice or be cut off anywhere."""

from celery import shared_task
from django.utils import timezone

from talent.actions import announcements, certificates


@shared_task(name="talent.deliver_announcement")
def deliver_announcement(*, announcement_id: int) -> None:
    announcements.deliver_announcement(announcement_id, timezone.now())


@shared_task(name="talent.resume_deliveries")
def resume_deliveries() -> None:
    announcements.resume_deliveries(timezone.now())


@shared_task(name="talent.end_certificates")
def end_certificates() -> None:
    day = timezone.localdate()
    certificates.end_certificates(day)
    certificates.remind_of_ends(day)
