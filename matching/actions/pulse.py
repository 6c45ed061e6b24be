"""The sign of life of a process that works on a run."""

import logging
import resource
import threading
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from matching.choices.runs import RunState
from matching.models import MatchRun, MatchShard

PULSE_SECONDS = 2.0

logger = logging.getLogger(__name__)


class Pulse:
    """Writes every two seconds how far the work is, and reads whether it is still wanted.

    That happens in a thread with a connection of its own: the main one may be inside a
    transaction for minutes. `done` counts graduates; `cancelled()` is what the engine asks.
    """

    def __init__(self, run: MatchRun, shard: MatchShard | None = None) -> None:
        self.run, self.shard, self.done = run, shard, 0
        self._wanted, self._ended = True, threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def note(self, done: int, _total: int) -> None:
        self.done = done

    def cancelled(self) -> bool:
        return not self._wanted

    def _beat(self) -> None:
        while not self._ended.wait(PULSE_SECONDS):
            try:
                self._tell()
            except DatabaseError:
                logger.exception("The sign of life of run %s could not be written", self.run.uuid)
                connection.close()
        connection.close()

    def _tell(self) -> None:
        now, run = timezone.now(), MatchRun.objects.filter(pk=self.run.pk)
        if self.shard is None:
            run.update(seen_at=now, done=self.done)
        else:
            MatchShard.objects.filter(pk=self.shard.pk).update(seen_at=now, done=self.done)
        self._wanted = not run.exclude(state=RunState.RUNNING).exists()


def peak_rss_mb() -> int:
    """Return the most memory this process has held, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
