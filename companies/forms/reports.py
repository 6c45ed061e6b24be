"""Telling the park office that a posting is not what it should be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import ReportReason
from parks.forms.base import PortalForm

LONGEST_TEXT = 2000


class ReportForm(PortalForm):
    button = _("Report to the park office")

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Only the park office reads this. The company does not hear who reported it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("reason") == ReportReason.OTHER and not sent.get("text"):
            self.add_error("text", _("Say in your own words what is wrong."))
        return sent
