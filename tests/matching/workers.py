"""What the workers of the queue would do, done here one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from celery import Celery
from django.utils import timezone
from kombu.simple import SimpleQueue

from config import celery_app
from matching.actions.publishing import publish_run
from matching.actions.shards import score_shard
from matching.models import MatchRun, MatchShard

NAMES = {"matching.score_shard": "score", "matching.publish_run": "publish"}


def finish(run: MatchRun) -> MatchRun:
    """Score every part of a run and publish it."""
    for shard in run.shards.order_by("number"):
        score_shard(run.pk, shard.number)
    publish_run(run.pk)
    run.refresh_from_db()
    return run


def let_time_pass(run: MatchRun, seconds: int) -> None:
    """Put every sign of life of a run that much into the past."""
    past = timezone.now() - timedelta(seconds=seconds)
    MatchRun.objects.filter(pk=run.pk).update(started_at=past, seen_at=past)
    MatchShard.objects.filter(run=run, seen_at__isnull=False).update(seen_at=past)


class Queue:
    """The messages that a run has sent."""

    def __init__(self, queue: SimpleQueue) -> None:
        self.queue = queue

    def taken(self) -> list[tuple[str, dict]]:
        """Take the messages out: what is to be done, and with which ids."""
        found = []
        while self.queue.qsize():
            message = self.queue.get(block=False)
            message.ack()
            task = message.headers["task"]
            found.append((NAMES.get(task, task), message.payload[1]))
        return found


@contextmanager
def queue() -> Iterator[Queue]:
    """Let Celery send, chords too, to a queue in this process that nobody else reads."""
    app = Celery("test", broker="memory://", backend="cache+memory://", set_as_current=False)
    app.conf.task_default_queue = f"test-{uuid4()}"
    app.set_current()
    try:
        with app.connection() as connection:
            messages = connection.SimpleQueue(app.conf.task_default_queue)
            yield Queue(messages)
            messages.close()
    finally:
        celery_app.set_current()
        app.close()
