from django import forms
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm


class LeaveForm(PortalForm):
    """Leaving takes no reason, but the office and the other members would like to know it."""

    button = _("Leave the consortium")
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Optional. The office of the lead park reads it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
