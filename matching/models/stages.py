from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from matching.choices.applications import ApplicationState
from parks.language import in_language

from .candidates import OfCompanyQuerySet


class MessageTemplate(models.Model):
    """What a company writes to applicants when they reach a stage, to be edited before it goes."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="message_templates", verbose_name=_("company")
    )
    state = models.CharField(_("stage"), max_length=12, choices=ApplicationState)
    text_zh = models.TextField(_("message (Chinese)"), blank=True)
    text_en = models.TextField(_("message (English)"), blank=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = OfCompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = (
            models.UniqueConstraint(
                fields=("company", "state"), name="one_template_per_company_and_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(text_zh="", text_en=""),
                name="a_message_template_has_words",
                violation_error_message=_("Write the message in Chinese or in English."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.company}: {self.get_state_display()}"

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)
