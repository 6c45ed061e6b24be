from celery import shared_task

from companies.actions import indexing


@shared_task(name="companies.index_openings")
def index_openings() -> None:
    indexing.index_openings()
