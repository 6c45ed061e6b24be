from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import MessageTemplate
from matching.queries.stage_messages import STAGES, Texts
from parks.choices.accounts import Language
from parks.forms.base import PortalForm

LABELS = {Language.CHINESE: _("Chinese"), Language.ENGLISH: _("English")}


class StageMessagesForm(PortalForm):
    """What a company prepares for each stage, in both languages; an empty box means nothing."""

    button = _("Save the messages")

    def __init__(self, *args: Any, templates: Mapping[str, MessageTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = []
        for state in STAGES:
            row = templates.get(state)
            kept = {Language.CHINESE: row and row.text_zh, Language.ENGLISH: row and row.text_en}
            for language in Language:
                self.fields[_name(state, language)] = _box(language, kept[language] or "")
            sets.append(Fieldset(state.label, *(_name(state, language) for language in Language)))
        self.helper.layout = Layout(*sets)

    @property
    def texts(self) -> dict[str, Texts]:
        return {
            state: {language: self.cleaned_data[_name(state, language)] for language in Language}
            for state in STAGES
        }


def _name(state: str, language: str) -> str:
    return f"{state}_{language}"


def _box(language: Language, text: str) -> forms.CharField:
    return forms.CharField(
        label=LABELS[language],
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        initial=text,
    )
