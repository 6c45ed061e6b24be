from celery import shared_task
from django.utils import timezone

from companies.actions import indexing, opening_expiry, programmes, sessions


@shared_task(name="companies.index_openings")
def index_openings() -> None:
    indexing.index_openings()


@shared_task(name="companies.expire_openings")
def expire_openings() -> None:
    opening_expiry.expire_openings(timezone.now())


@shared_task(name="companies.follow_renewals")
def follow_renewals() -> None:
    programmes.follow_renewals()


@shared_task(name="companies.start_due_sessions")
def start_due_sessions() -> None:
    sessions.start_due_sessions(timezone.localdate())
