from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parks.choices.accounts import Language
from parks.forms.base import PortalForm
from parks.time_zones import time_zone_choices


class LanguageForm(PortalForm):
    """The language and the time zone a person is written to in."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language,
        widget=forms.RadioSelect,
        help_text=_("The language of your mails, and of the pages on this device."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times on the pages, in mails and of interviews are those of this zone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = dict(time_zone_choices(get_language()))
        present = self.initial["time_zone"]
        zones.setdefault(present, present)
        self.fields["time_zone"].choices = list(zones.items())
