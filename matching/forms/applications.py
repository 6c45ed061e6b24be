from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import REASONS_TO_CHOOSE, ApplicationState, RefusalReason
from parks.forms.base import PortalForm

# An interview and an offer have forms of their own.
STEPS = (ApplicationState.SHORTLISTED, ApplicationState.HIRED, ApplicationState.REFUSED)


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
    """Where an application goes next; a refusal needs its reason and a message.

    With one state in `states` there is nothing to choose, and `text` is the message prepared.
    """

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

    def __init__(
        self, *args: Any, states: list[ApplicationState], text: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, state.label) for state in states]
        self.fields["message"].initial = text
        if len(states) == 1:
            self._fix(states[0])
        self.helper.layout = Layout(*self.fields)

    def _fix(self, state: ApplicationState) -> None:
        """Leave only what this step needs."""
        self.fields["state"].widget = forms.HiddenInput()
        self.fields["state"].initial = state
        self.fields["message"].help_text = _("The applicant reads this in the mail.")
        if state == ApplicationState.REFUSED:
            self.fields["reason"].required = self.fields["message"].required = True
        else:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == ApplicationState.REFUSED:
            for name in ("reason", "message"):
                if not self.has_error(name) and not str(cleaned.get(name, "")).strip():
                    self.add_error(name, _("A refusal needs this."))
        return cleaned
