from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.runs import AlarmKind
from parks.access import ScopedQuerySet, Viewer
from parks.models import Park


class MatchAlarmQuerySet(ScopedQuerySet):
    def visible_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(park__in=viewer.steward_of)


class MatchAlarm(models.Model):
    """Something is wrong with a park's matching until somebody has looked at it."""

    park = models.ForeignKey(
        Park, models.CASCADE, related_name="match_alarms", verbose_name=_("park")
    )
    night = models.DateField(_("night"))
    kind = models.CharField(_("kind"), max_length=8, choices=AlarmKind)
    details = models.TextField(_("details"), blank=True)
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
        null=True,
        blank=True,
    )

    objects = MatchAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching alarm")
        verbose_name_plural = _("matching alarms")
        constraints = (
            models.UniqueConstraint(
                fields=("park", "night", "kind"), name="one_alarm_of_a_kind_per_night"
            ),
        )

    def __str__(self) -> str:
        return f"{self.park} · {self.night:%Y-%m-%d} · {self.get_kind_display()}"
