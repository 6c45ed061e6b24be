from django import forms
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm


class LeaveForm(PortalForm):
    """Nobody has to say why they leave, but the office of the lead park would like to know."""

    button = _("Leave the consortium")
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Optional. The office of the lead park reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
