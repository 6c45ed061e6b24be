from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm

USUAL_TIME_TO_ANSWER = timedelta(days=7)
MOST_PAY = 10_000_000


def day_field(**options: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=day, **options)


class OfferForm(PortalForm):
    """What a company offers, and until when it waits."""

    button = _("Make the offer")

    terms = forms.CharField(
        label=_("What is offered"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text=_("Post, kind of contract, place, probation, benefits."),
    )
    salary = forms.IntegerField(
        label=_("Pay per month in CNY"), min_value=0, max_value=MOST_PAY, required=False
    )
    starts_on = day_field(label=_("First day of work"), required=False)
    reply_by = day_field(
        label=_("Answer until"),
        help_text=_("This day counts. The applicant is reminded two days before."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reply_by"].initial = today + USUAL_TIME_TO_ANSWER

    def clean_reply_by(self) -> date:
        if self.cleaned_data["reply_by"] < self.today:
            raise forms.ValidationError(_("The last day to answer lies in the past."))
        return self.cleaned_data["reply_by"]


class MessageForm(PortalForm):
    """A few words that go with a step."""

    message = forms.CharField(
        label=_("Message, if you want to send one"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )


class DeclineForm(MessageForm):
    button = _("Decline the offer")


class TakeBackForm(MessageForm):
    button = _("Take the offer back")
