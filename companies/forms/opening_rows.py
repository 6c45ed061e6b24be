"""The rows of an opening's form: skills asked for, and questions to those who apply."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.actions.openings import Question, Requirement
from companies.choices.openings import Importance, QuestionKind
from companies.queries.vocabulary import skills_named
from parks.choices.work import SkillLevel
from parks.models import Skill

SELECT = {"class": "form-select"}
MOST_SKILLS = 60
MOST_QUESTIONS = 12
LISTS_OFFERED = ("skills", "languages", "certificates")
UNKNOWN = _("The vocabulary has no such skill. Choose one that the box proposes.")


class SkillForm(forms.Form):
    """One skill: by its id when it is known already, else by the name typed in."""

    skill = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    name = forms.CharField(label=_("Skill"), required=False, max_length=160)
    importance = forms.ChoiceField(
        label=_("Importance"),
        choices=Importance.choices,
        initial=Importance.WANTED,
        widget=forms.Select(attrs=SELECT),
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=SkillLevel.choices,
        initial=SkillLevel.FAMILIAR,
        coerce=int,
        widget=forms.Select(attrs=SELECT),
    )
    remove = forms.BooleanField(
        label=_("Remove"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    list_name = "skills"
    """Which list of names the box for the name proposes."""


class BaseSkillRows(forms.BaseFormSet):
    """Skills by id or by name; each is kept once, the first row counts.

    The last three rows are empty ones, for a skill, a language and a certificate.
    """

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        place = (index or 0) - self.total_form_count() + len(LISTS_OFFERED)
        form.list_name = LISTS_OFFERED[max(place, 0)]

    def clean(self) -> None:
        filled = [form for form in self.forms if form.is_valid() and form.cleaned_data]
        named = skills_named(form.cleaned_data["name"] for form in filled)
        for form in filled:
            data = form.cleaned_data
            data["skill"] = data["skill"] or named.get(data["name"])
            if data["name"] and not data["skill"] and not data["remove"]:
                form.add_error("name", UNKNOWN)
        ids = [form.cleaned_data.get("skill") for form in filled]
        self.skills = Skill.objects.in_bulk([pk for pk in ids if pk])

    def requirements(self) -> list[Requirement]:
        """Return what is asked for, in the order of the rows; call it once the rows are valid."""
        kept = {row["skill"]: row for row in reversed(list(self._kept()))}
        return [
            Requirement(self.skills[pk], Importance(row["importance"]), SkillLevel(row["level"]))
            for pk, row in reversed(kept.items())
        ]

    def _kept(self) -> Iterator[dict[str, Any]]:
        for form in self.forms:
            row = form.cleaned_data
            if row and not row["remove"] and row["skill"] in self.skills:
                yield row


class QuestionForm(forms.Form):
    """A question in one language or both; the choices stand one to a line."""

    text_zh = forms.CharField(label=_("Question (Chinese)"), required=False, max_length=300)
    text_en = forms.CharField(label=_("Question (English)"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind.choices)
    choices = forms.CharField(
        label=_("Choices, one to a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_optional = forms.BooleanField(label=_("May be left out"), required=False)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        lines = [line.strip() for line in data.get("choices", "").splitlines()]
        choices = tuple(dict.fromkeys(filter(None, lines)))
        if data.get("kind") == QuestionKind.CHOICE and self.is_asked and len(choices) < 2:
            self.add_error("choices", _("Give at least two choices."))
        if any(len(choice) > 120 for choice in choices):
            self.add_error("choices", _("A choice has at most 120 characters."))
        return data | {"choices": choices if data.get("kind") == QuestionKind.CHOICE else ()}

    @property
    def is_asked(self) -> bool:
        data = self.cleaned_data
        return bool(data.get("text_zh") or data.get("text_en")) and not data.get("remove")

    def question(self) -> Question:
        data = self.cleaned_data
        return Question(
            data["text_zh"],
            data["text_en"],
            QuestionKind(data["kind"]),
            data["choices"],
            not data["is_optional"],
        )


class BaseQuestionRows(forms.BaseFormSet):
    def questions(self) -> Sequence[Question]:
        """Return the questions that have words, in the order of the rows."""
        return [form.question() for form in self.forms if form.is_asked]


SkillRows = forms.formset_factory(
    SkillForm, formset=BaseSkillRows, extra=3, max_num=MOST_SKILLS + 3, validate_max=True
)
QuestionRows = forms.formset_factory(
    QuestionForm, formset=BaseQuestionRows, extra=1, max_num=MOST_QUESTIONS + 1, validate_max=True
)
