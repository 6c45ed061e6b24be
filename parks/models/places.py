from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.organisations import ParkStage
from parks.language import in_language
from parks.validators import validate_time_zone

from .bilingual import Named
from .taxonomy import Region


class ParkQuerySet(ScopedQuerySet):
    def listed(self) -> Self:
        return self.filter(listed=True)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(listed=True) | models.Q(pk__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=viewer.steward_of)


class Park(Named):
    """A biopharma park: the place companies sit in and matching runs for."""

    slug = models.SlugField(_("address"), unique=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120)
    stage = models.CharField(
        _("stage"), max_length=20, choices=ParkStage, default=ParkStage.INDUSTRIAL_PARK
    )
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("place"), related_name="parks", null=True, blank=True
    )
    summary_zh = models.TextField(_("summary (Chinese)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    website = models.URLField(_("website"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    listed = models.BooleanField(_("shown to the public"), default=True)
    anonymous_screening = models.BooleanField(
        _("anonymous first screen"),
        default=False,
        help_text=_("Names and contact data stay hidden from companies until the shortlist."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("Working days within which the office decides what waits for it."),
    )
    two_decline = models.BooleanField(
        _("two officers decline"),
        default=False,
        help_text=_("A second officer confirms before an organisation is declined."),
    )

    objects = ParkQuerySet.as_manager()

    class Meta:
        verbose_name = _("park")
        verbose_name_plural = _("parks")

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)

    def day_at(self, now: datetime) -> date:
        """Return the day it is at the park, whatever the reader's clock says."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def get_absolute_url(self) -> str:
        return reverse("companies:park", args=[self.slug])


class ParkHonour(Named):
    """A distinction a park was given, such as a national-level demonstration base."""

    park = models.ForeignKey(Park, models.CASCADE, related_name="honours", verbose_name=_("park"))
    name_zh = models.CharField(_("name (Chinese)"), max_length=160)
    name_en = models.CharField(_("name (English)"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        constraints = (
            models.UniqueConstraint(
                fields=("park", "name_zh", "year"), name="one_row_per_honour_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"
