from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import (
    REASONS_TO_CHOOSE,
    STEPS_OF_THE_COMPANY,
    ApplicationState,
    RefusalReason,
)
from parks.forms.base import PortalForm

STEPS = (*STEPS_OF_THE_COMPANY, ApplicationState.REFUSED)


class WithdrawForm(PortalForm):
    """Why somebody steps back; they need not say."""

    button = _("Withdraw my application")

    reason = forms.ChoiceField(
        label=_("Reason, if you want to give one"),
        choices=[("", "—"), *((reason.value, reason.label) for reason in REASONS_TO_CHOOSE)],
        required=False,
        help_text=_("The company reads it."),
    )


class HiredElsewhereForm(PortalForm):
    button = _("Withdraw all of them")

    stop_matching = forms.BooleanField(
        label=_("Also stop matching me automatically"),
        required=False,
        help_text=_("You can switch it on again in your profile."),
    )


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
