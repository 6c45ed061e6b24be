from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer
from parks.choices.agreements import FIRST_YEAR, LAST_YEAR, MetricCode

from .consortium import Consortium

OF_THIS_CENTURY = _("A target is for a year from 2000 to 2099.")
ONE_AT_LEAST = _("A target is 1 or more.")


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
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[
            MinValueValidator(FIRST_YEAR, OF_THIS_CENTURY),
            MaxValueValidator(LAST_YEAR, OF_THIS_CENTURY),
        ],
    )
    metric = models.CharField(_("what is counted"), max_length=14, choices=MetricCode)
    value = models.PositiveIntegerField(
        _("target"), validators=[MinValueValidator(1, ONE_AT_LEAST)]
    )
    at_most = models.PositiveIntegerField(
        _("at most"), null=True, blank=True, help_text=_("For a range, such as 1 to 3 forums.")
    )

    objects = AnnualTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly target")
        verbose_name_plural = _("yearly targets")
        constraints = (
            models.UniqueConstraint(
                fields=("consortium", "year", "metric"),
                name="one_target_per_year_and_metric",
                violation_error_message=_("This year has such a target already: change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(at_most=None) | models.Q(at_most__gte=models.F("value")),
                name="a_range_of_a_target_ends_after_it_begins",
                violation_error_message=_("“At most” is no less than the target, or empty."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="a_target_is_for_a_year_of_this_century",
                violation_error_message=OF_THIS_CENTURY,
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=1),
                name="a_target_is_one_at_least",
                violation_error_message=ONE_AT_LEAST,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.year}: {self.value}"
