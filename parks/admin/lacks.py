"""What the office asks an officer when it sends a request back, or declines it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from parks.choices.organisations import Lack


class LackForm(forms.Form):
    """What is wrong, and what the organisation should do about it."""

    lack = forms.ChoiceField(
        label=_("What is wrong"), choices=Lack.choices, widget=UnfoldAdminSelectWidget
    )
    message = forms.CharField(
        label=_("Message to the organisation"),
        required=False,
        help_text=_("Say what to do about it; its people read this. Needed for “Something else”."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("lack") == Lack.OTHER and not sent.get("message"):
            self.add_error("message", _("Say why, so that the organisation can put it right."))
        return sent
