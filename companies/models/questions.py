from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import QuestionKind
from parks.language import in_language

from .openings import Opening


class OpeningQuestion(models.Model):
    """A question that everybody answers who applies; `choices` are lines to choose one of."""

    opening = models.ForeignKey(
        Opening, models.CASCADE, related_name="questions", verbose_name=_("opening")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(
        _("kind of answer"), max_length=6, choices=QuestionKind, default=QuestionKind.TEXT
    )
    text_zh = models.CharField(_("question (Chinese)"), max_length=300, blank=True)
    text_en = models.CharField(_("question (English)"), max_length=300, blank=True)
    choices = ArrayField(
        models.CharField(max_length=120), verbose_name=_("choices"), default=list, blank=True
    )
    is_required = models.BooleanField(_("must be answered"), default=True)

    class Meta:
        verbose_name = _("question to applicants")
        verbose_name_plural = _("questions to applicants")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text_zh="", text_en=""),
                name="a_question_has_words",
                violation_error_message=_("Write the question in Chinese or in English."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=QuestionKind.CHOICE) | models.Q(choices__len__gte=2),
                name="a_choice_has_two_answers_at_least",
                violation_error_message=_("Give at least two choices."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)
