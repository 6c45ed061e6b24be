"""What an organisation lets machines do, and what it has them told."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from parks.choices.machines import ApiScope, WebhookEvent
from parks.forms.base import PortalForm

LASTS = (("90", _("90 days")), ("365", _("One year")), ("", _("Until it is revoked")))


class TokenForm(PortalForm):
    button = _("Make the token")

    name = forms.CharField(
        label=_("System"),
        max_length=80,
        help_text=_("Who uses the token, such as “Our applicant tracking system”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May do"),
        choices=ApiScope,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than that system needs."),
    )
    lasts = forms.ChoiceField(
        label=_("Works for"),
        choices=LASTS,
        widget=forms.RadioSelect,
        initial="365",
        required=False,
    )

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the token chosen here ends; None for one without an end."""
        days = self.cleaned_data["lasts"]
        return now + timedelta(days=int(days)) if days else None


class WebhookForm(PortalForm):
    button = _("Save the webhook")

    url = forms.URLField(
        label=_("Address"),
        max_length=400,
        assume_scheme="https",
        help_text=_("Begins with https:// and can be reached from the public internet."),
    )
    events = forms.MultipleChoiceField(
        label=_("Tell of"), choices=WebhookEvent, widget=forms.CheckboxSelectMultiple
    )
