"""Brokers for tests: one that keeps what it is sent, and one that is down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from celery import Celery
from kombu.simple import SimpleQueue

from config import celery_app


class Sent:
    """What a broker has been sent."""

    def __init__(self, queue: SimpleQueue) -> None:
        self.queue = queue

    def tasks(self) -> list[tuple[str, dict]]:
        """Take the messages out: the name and the keyword arguments of each, in order."""
        found = []
        while self.queue.qsize():
            message = self.queue.get(block=False)
            message.ack()
            found.append((message.headers["task"], message.payload[1]))
        return found


@contextmanager
def broker() -> Iterator[Sent]:
    """Let Celery send to a broker in this process, to a queue that nobody else reads."""
    with _current(Celery("test", broker="memory://", set_as_current=False)) as app:
        app.conf.task_default_queue = f"test-{uuid4()}"
        with app.connection() as connection:
            queue = connection.SimpleQueue(app.conf.task_default_queue)
            yield Sent(queue)
            queue.close()


@contextmanager
def broker_that_is_down(folder: Path) -> Iterator[None]:
    """Let Celery send to a socket that nobody listens at, as often as the portal would try."""
    address = f"redis+socket://{folder / 'nobody.sock'}"
    with _current(Celery("test", broker=address, set_as_current=False)) as app:
        app.conf.task_publish_retry_policy = celery_app.conf.task_publish_retry_policy
        yield


@contextmanager
def _current(app: Celery) -> Iterator[Celery]:
    app.set_current()
    try:
        yield app
    finally:
        celery_app.set_current()
        app.close()
