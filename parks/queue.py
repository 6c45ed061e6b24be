"""Work for later: a registered task by its name, sent only when the change is committed."""

from celery import current_app
from django.db import transaction


def enqueue(task_name: str, **ids: int | str | bool | None) -> None:
    """Send the task after the commit; a broker that is down is logged, the change stays.

    What must not be forgotten is also found by a task that beat starts (the outbox, for one).
    Nobody waits for a result: for one of a task that it has not imported, a web process would
    listen at Redis for the rest of its days.
    """

    def send() -> None:  # Django's log of a failure needs a name, which a partial has not
        current_app.send_task(task_name, kwargs=ids, ignore_result=True)

    transaction.on_commit(send, robust=True)
