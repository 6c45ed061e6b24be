from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Opening
from matching.choices.runs import RunPhase, RunState
from parks.access import ScopedQuerySet, Viewer
from parks.models import Park
from talent.models import Profile

from .weights import MatchWeights


class MatchRunQuerySet(ScopedQuerySet):
    def published(self) -> Self:
        return self.filter(state=RunState.PUBLISHED)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)


class MatchRun(models.Model):
    """One matching of a park's openings with its graduates; seen whole or not at all."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    batch = models.UUIDField(_("batch"), help_text=_("The runs of all parks of one start."))
    park = models.ForeignKey(
        Park, models.CASCADE, related_name="match_runs", verbose_name=_("park")
    )
    night = models.DateField(_("night"), help_text=_("The day at the park."))
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.RUNNING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("started by"),
        null=True,
        blank=True,
    )
    input_hash = models.CharField(_("hash of the input"), max_length=64, blank=True)
    engine_version = models.CharField(_("engine"), max_length=20, blank=True)
    weights_version = models.CharField(_("weights"), max_length=64, blank=True)
    vocabulary_version = models.CharField(_("vocabulary"), max_length=64, blank=True)
    weights = models.ForeignKey(
        MatchWeights,
        models.PROTECT,
        related_name="runs",
        verbose_name=_("version of the weights"),
        null=True,
        blank=True,
        help_text=_("Empty: the weights every park begins with."),
    )
    phase = models.CharField(_("phase"), max_length=9, choices=RunPhase, default=RunPhase.LOADING)
    done = models.PositiveIntegerField(_("graduates done"), default=0)
    cancel_asked_at = models.DateTimeField(_("cancelling asked for"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    graduates = models.PositiveIntegerField(_("graduates"), default=0)
    openings = models.PositiveIntegerField(_("openings"), default=0)
    pairs_scored = models.PositiveBigIntegerField(_("pairs scored"), default=0)
    matches = models.PositiveBigIntegerField(_("matches kept"), default=0)
    load_seconds = models.FloatField(_("seconds to load"), default=0)
    score_seconds = models.FloatField(_("seconds to score"), default=0)
    store_seconds = models.FloatField(_("seconds to store"), default=0)
    peak_rss_mb = models.PositiveIntegerField(_("peak memory in MB"), default=0)
    result_hash = models.CharField(
        _("hash of the result"), max_length=64, blank=True, help_text=_("Of all lists and points.")
    )
    refreshes = models.PositiveIntegerField(
        _("refreshes"), default=0, help_text=_("How often changes were worked in since.")
    )
    refreshed_at = models.DateTimeField(_("last refreshed"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    confirmed_at = models.DateTimeField(
        _("found unchanged"), null=True, blank=True, help_text=_("A later run had the same input.")
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching run")
        verbose_name_plural = _("matching runs")
        constraints = (
            models.UniqueConstraint(
                fields=("park",),
                condition=models.Q(state=RunState.PUBLISHED),
                name="one_published_run_per_park",
            ),
            models.UniqueConstraint(
                fields=("park",),
                condition=models.Q(state=RunState.RUNNING),
                name="one_running_run_per_park",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.PUBLISHED, finished_at=None),
                name="a_published_run_has_ended",
            ),
        )
        indexes = (models.Index(fields=("park", "-started_at"), name="runs_by_park_and_time"),)

    def __str__(self) -> str:
        return f"{self.park} · {self.night:%Y-%m-%d}"


class GraduateMatches(models.Model):
    """The best openings of one graduate in one run, best first.

    `opening_ids` are little-endian int64, `points` little-endian int16, one of each per opening.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="+", verbose_name=_("run"))
    profile = models.ForeignKey(
        Profile, models.CASCADE, related_name="match_lists", verbose_name=_("profile")
    )
    opening_ids = models.BinaryField(_("openings"))
    points = models.BinaryField(_("points of 4096"))
    blocked_by_unknown = models.JSONField(
        _("openings that wait for an answer, by gate"), default=dict
    )

    class Meta:
        verbose_name = _("matches of a graduate")
        verbose_name_plural = _("matches of graduates")
        constraints = (
            models.UniqueConstraint(fields=("profile", "run"), name="one_list_per_graduate"),
        )

    def __str__(self) -> str:
        return f"{self.profile}: {len(self.points) // 2}"


class OpeningMatches(models.Model):
    """The best graduates of one opening in one run, best first.

    `profile_ids` are little-endian int64, `points` little-endian int16, one of each per graduate.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="+", verbose_name=_("run"))
    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="match_lists", verbose_name=_("opening")
    )
    profile_ids = models.BinaryField(_("graduates"))
    points = models.BinaryField(_("points of 4096"))

    class Meta:
        verbose_name = _("matches of an opening")
        verbose_name_plural = _("matches of openings")
        constraints = (
            models.UniqueConstraint(fields=("opening", "run"), name="one_list_per_opening"),
        )

    def __str__(self) -> str:
        return f"{self.opening}: {len(self.points) // 2}"


class RunStatistics(models.Model):
    """What a run counted over its whole market, frozen until the next run.

    `rarity`: one byte per skill of the vocabulary, by position; `term_weights`: one byte per
    bucket of terms; `mean_length`: of the graduates' texts, in terms.
    """

    run = models.OneToOneField(
        MatchRun,
        models.CASCADE,
        primary_key=True,
        related_name="statistics",
        verbose_name=_("run"),
    )
    rarity = models.BinaryField(_("rarity of the skills"))
    term_weights = models.BinaryField(_("weights of the terms"))
    mean_length = models.PositiveIntegerField(_("mean length of a text"))

    class Meta:
        verbose_name = _("statistics of a run")
        verbose_name_plural = _("statistics of runs")

    def __str__(self) -> str:
        return str(self.run)
