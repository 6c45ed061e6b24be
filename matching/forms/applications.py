from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import (
    STEPS_OF_THE_COMPANY,
    ApplicationState,
    RefusalReason,
)
from parks.forms.base import PortalForm
from talent.models import Document, Profile

STEPS = (*STEPS_OF_THE_COMPANY, ApplicationState.REFUSED)


class ApplyForm(PortalForm):
    """A message, and which documents go along."""

    button = _("Send my application")

    message = forms.CharField(
        label=_("Message to the company"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
        help_text=_("Why this opening, in a few sentences. Your profile goes along by itself."),
    )
    documents = forms.ModelMultipleChoiceField(
        label=_("Documents to send"),
        queryset=Document.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = Document.objects.filter(profile=profile).order_by("-uploaded_at", "-pk")
        if documents:
            self.fields["documents"].queryset = documents
        else:
            del self.fields["documents"]
        self.helper.layout = Layout(*self.fields)


class MoveForm(PortalForm):
    """Where an application goes next; a refusal needs its reason and a message."""

    button = _("Save and tell the applicant")

    state = forms.ChoiceField(label=_("Move to"), choices=())
    reason = forms.ChoiceField(
        label=_("Reason of a refusal"),
        choices=[("", "—"), *RefusalReason.choices],
        required=False,
    )
    message = forms.CharField(
        label=_("Message to the applicant"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=_("The applicant reads this in the mail. It is needed for a refusal."),
    )

    def __init__(self, *args: Any, states: list[ApplicationState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, state.label) for state in states]
        self.helper.layout = Layout("state", "reason", "message")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == ApplicationState.REFUSED:
            for name in ("reason", "message"):
                if not str(cleaned.get(name, "")).strip():
                    self.add_error(name, _("A refusal needs this."))
        return cleaned
