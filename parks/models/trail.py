from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.access import ScopedQuerySet, Viewer

from .organisations import Organisation
from .places import Park


class LogEntryQuerySet(ScopedQuerySet):
    def about(self, row: models.Model) -> Self:
        return self.filter(noun=row._meta.label_lower, row_id=row.pk)

    def visible_rows(self, viewer: Viewer) -> models.Q:
        did_it = models.Q(actor=viewer.user_id, actor__isnull=False)  # nobody is not somebody
        mine = models.Q(organisation__in=viewer.administered_ids) | did_it
        return mine | models.Q(park__in=viewer.steward_of)

    def editable_rows(self, viewer: Viewer) -> models.Q:
        return models.Q(pk__in=())


class LogEntry(models.Model):
    """Who did what to which row, when; the database refuses to change or delete one."""

    noun = models.CharField(_("noun"), max_length=60)
    row_id = models.BigIntegerField(_("row"))
    verb = models.CharField(_("what happened"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
    )
    park = models.ForeignKey(
        Park, models.PROTECT, related_name="+", verbose_name=_("park"), null=True, blank=True
    )
    details = models.JSONField(_("details"), default=dict, blank=True)
    happened_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        indexes = (
            models.Index(fields=("noun", "row_id"), name="log_by_row"),
            models.Index(fields=("park", "-happened_at"), name="log_by_park_and_time"),
            models.Index(fields=("-happened_at", "-id"), name="log_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.noun} {self.row_id}: {self.verb}"
