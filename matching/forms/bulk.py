from collections.abc import Collection
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from matching.actions.bulk_moves import BULK_STATES, MOST_AT_ONCE
from matching.choices.applications import ApplicationState, RefusalReason
from matching.queries import possible_moves
from matching.queries.stage_messages import Texts
from parks.choices.accounts import Language
from parks.forms.base import PortalForm

WRITE = "write"
DEEDS = {
    **{state.value: possible_moves.DEEDS[state] for state in BULK_STATES},
    WRITE: _("Write a message"),
}
LABELS = {
    Language.CHINESE: _("Message (Chinese)"),
    Language.ENGLISH: _("Message (English)"),
}


class BulkChoiceForm(forms.Form):
    """Who was ticked on the board or in the list, and what is to be done."""

    do = forms.ChoiceField(choices=DEEDS.items())
    chosen = forms.MultipleChoiceField()

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ticked = data.getlist("chosen")
        self.fields["chosen"].choices = [(value, value) for value in ticked]

    def clean_chosen(self) -> list[str]:
        if len(self.cleaned_data["chosen"]) > MOST_AT_ONCE:
            message = _("Choose at most %(most)d applicants at once.")
            raise forms.ValidationError(message, params={"most": MOST_AT_ONCE})
        return self.cleaned_data["chosen"]

    @property
    def state(self) -> ApplicationState | None:
        """The state they are to take; none for a message alone."""
        do = self.cleaned_data["do"]
        return ApplicationState(do) if do in BULK_STATES else None


class BulkForm(PortalForm):
    """What many applicants read at once, in each language that they use."""

    reason = forms.ChoiceField(
        label=_("Reason of the refusal"), choices=[("", "—"), *RefusalReason.choices]
    )

    def __init__(
        self,
        *args: Any,
        do: str,
        chosen: Collection[str],
        languages: Collection[str],
        texts: Texts,
        **kwargs: Any,
    ) -> None:
        self.button = DEEDS[do]
        super().__init__(*args, **kwargs)
        if do != ApplicationState.REFUSED:
            del self.fields["reason"]
        needs_words = do in (ApplicationState.REFUSED, WRITE)
        for language in Language:
            if language in languages:
                self.fields[f"message_{language}"] = _message(language, texts, needs_words)
        hidden = [("do", do), ("confirm", "yes"), *(("chosen", uuid) for uuid in chosen)]
        self.helper.layout = Layout(HTML(_hidden(hidden)), *self.fields)

    @property
    def texts(self) -> Texts:
        """The messages by language, as they were edited."""
        return {language: self.cleaned_data.get(f"message_{language}", "") for language in Language}


def _message(language: Language, texts: Texts, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=LABELS[language],
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=is_needed,
        initial=texts.get(language, ""),
        help_text=_("{name}, {opening} and {company} are filled in for each applicant."),
    )


def _hidden(values: list[tuple[str, str]]) -> str:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values)
