from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.agreements import MetricCode

from .consortium import Consortium


class AnnualTargetQuerySet(ScopedQuerySet):
    """Targets of a listed consortium are public."""

    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(consortium__listed=True) | self.editable_rows(viewer)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(consortium__lead__in=viewer.steward_of)


class AnnualTarget(models.Model):
    """What a consortium wants to have reached by the end of a year; actuals are computed."""

    consortium = models.ForeignKey(
        Consortium, models.CASCADE, related_name="targets", verbose_name=_("consortium")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    metric = models.CharField(_("what is counted"), max_length=14, choices=MetricCode)
    value = models.PositiveIntegerField(_("target"))
    at_most = models.PositiveIntegerField(
        _("at most"), null=True, blank=True, help_text=_("For a range, such as 1 to 3 forums.")
    )

    objects = AnnualTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly target")
        verbose_name_plural = _("yearly targets")
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "year", "metric"), name="one_target_per_year_and_metric"
            ),
            models.CheckConstraint(
                condition=models.Q(at_most=None) | models.Q(at_most__gte=models.F("value")),
                name="a_range_of_a_target_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.year}: {self.value}"
