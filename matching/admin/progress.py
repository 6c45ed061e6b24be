"""How far a run is, above its page in the web admin."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from matching.models import MatchRun, MatchShard
from matching.queries.progress import RunProgress


def progress_of(run: MatchRun | None) -> dict[str, Any]:
    """Return what the template of the progress reads; a run that is not there has none."""
    if run is None:
        return {"progress": None}
    progress = RunProgress.of(run)
    title = run.get_phase_display() if progress.is_running else _("Parts of the run")
    return {
        "progress": progress,
        "progress_title": title,
        "shards_table": {"headers": _headers(), "rows": list(map(_row, progress.shards))},
    }


def _headers() -> list[str]:
    return [
        _("part"),
        _("state"),
        _("worker"),
        _("graduates done"),
        _("seconds"),
        _("peak memory in MB"),
        _("attempts"),
    ]


def _row(shard: MatchShard) -> list[str]:
    done, graduates = (
        number_format(count, force_grouping=True) for count in (shard.done, shard.graduates)
    )
    return [
        str(shard.number + 1),
        shard.get_state_display(),
        shard.worker or "–",
        f"{done} / {graduates}",
        number_format(shard.seconds, 1),
        str(shard.peak_rss_mb or "–"),
        str(shard.attempts),
    ]
