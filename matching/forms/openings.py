from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.openings import DayField
from parks.forms.base import PortalForm

USUAL_RUN = timedelta(days=60)


class RenewForm(PortalForm):
    """The new last day of an opening that has ended."""

    button = _("Offer it again")

    closes_on = DayField(label=_("New last day to apply"))

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"closes_on": today + USUAL_RUN})
        super().__init__(*args, **kwargs)
        widget: forms.Widget = self.fields["closes_on"].widget
        widget.attrs["min"] = today.isoformat()
