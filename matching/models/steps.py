from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import ApplicationState

from .applications import Application


class ApplicationStep(models.Model):
    """A state that an application took, with what was written to the other side; never changed.

    The log says the same for auditors; this is what timelines show and figures are counted from.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="steps", verbose_name=_("application")
    )
    state = models.CharField(_("state"), max_length=12, choices=ApplicationState)
    reason = models.CharField(_("reason"), max_length=15, blank=True)
    message = models.TextField(_("message"), blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
        null=True,
        blank=True,
        help_text=_("Empty: the portal itself."),
    )
    taken_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        indexes = (
            models.Index(fields=("application", "taken_at"), name="steps_of_an_application"),
        )

    def __str__(self) -> str:
        return self.get_state_display()
