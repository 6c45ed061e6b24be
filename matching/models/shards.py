from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.runs import ShardState

from .runs import MatchRun


class MatchShard(models.Model):
    """A part of a run that one worker scores; a part that is done is never scored again."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="shards", verbose_name=_("run"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=7, choices=ShardState, default=ShardState.WAITING
    )
    graduates = models.PositiveIntegerField(_("graduates"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    done = models.PositiveIntegerField(_("graduates done"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)
    peak_rss_mb = models.PositiveIntegerField(_("peak memory in MB"), default=0)
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a run")
        verbose_name_plural = _("parts of a run")
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="one_row_per_part_of_a_run"),
        )

    def __str__(self) -> str:
        return f"{self.run} · {self.number}"
