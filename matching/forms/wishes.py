from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.wishes import LONGEST_NAME
from matching.choices.wishes import AlertPeriod, DismissalReason
from parks.forms.base import PortalForm


class DismissalForm(forms.Form):
    """Why an opening does not interest; each reason is a button of its own."""

    reason = forms.ChoiceField(choices=DismissalReason)


class SavedSearchForm(PortalForm):
    """What a saved search is called and how often its new openings come by mail."""

    name = forms.CharField(label=_("Name of the search"), max_length=LONGEST_NAME)
    period = forms.ChoiceField(
        label=_("Mail with new openings"),
        choices=AlertPeriod,
        widget=forms.RadioSelect,
        help_text=_(
            "At 6:30 in the morning, or on Mondays; one mail for all your searches, and none"
            " when there is nothing new."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("name", "period")
