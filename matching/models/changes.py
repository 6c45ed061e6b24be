from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from matching.choices.runs import ChangeSide


class MatchChange(models.Model):
    """A profile or opening whose matches may be out of date; written by database triggers."""

    side = models.CharField(_("side"), max_length=7, choices=ChangeSide)
    row_id = models.BigIntegerField(_("profile or opening"))
    changed_at = models.DateTimeField(_("changed"), db_default=Now())

    class Meta:
        verbose_name = _("change that asks for matching")
        verbose_name_plural = _("changes that ask for matching")
        constraints = (
            models.UniqueConstraint(
                fields=("side", "row_id"), name="one_change_per_profile_or_opening"
            ),
        )

    def __str__(self) -> str:
        return f"{self.side} {self.row_id}"
