"""How far a run is, for the terminal and the web admin."""

from dataclasses import dataclass
from typing import Self

from matching.choices.runs import RunState
from matching.models import MatchRun, MatchShard


@dataclass(frozen=True)
class RunProgress:
    """A run with its parts; `done` of `total` graduates are scored."""

    run: MatchRun
    shards: list[MatchShard]

    @classmethod
    def of(cls, run: MatchRun) -> Self:
        return cls(run, list(run.shards.order_by("number")))

    @property
    def is_running(self) -> bool:
        return self.run.state == RunState.RUNNING

    @property
    def total(self) -> int:
        return self.run.graduates

    @property
    def done(self) -> int:
        return sum(shard.done for shard in self.shards) if self.shards else self.run.done

    @property
    def per_cent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def shard_seconds(self) -> float:
        """What all workers spent scoring, together."""
        return sum(shard.seconds for shard in self.shards)
