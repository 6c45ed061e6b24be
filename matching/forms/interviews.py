from collections.abc import Iterable
from itertools import groupby
from typing import Any

from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from matching.calendars.times import SlotTime, time_for
from matching.models import Interview, InterviewSlot
from parks.forms.base import PortalForm

LONGEST_REASON = 300


class SlotForm(PortalForm):
    """Choose one of the free times, grouped by day in the reader's time zone.

    A time that was free when the page was drawn is accepted here even if it has gone since: the
    action says what became of it.
    """

    button = _("Take this time")

    slot = forms.ModelChoiceField(
        label=_("Free times"),
        queryset=InterviewSlot.objects.none(),
        to_field_name="uuid",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This time is not one of those you were offered.")},
    )

    def __init__(
        self,
        *args: Any,
        interview: Interview,
        free: Iterable[InterviewSlot],
        zone: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slot"]
        field.queryset = InterviewSlot.objects.filter(opening=interview.application.opening_id)
        field.choices = by_day(free, zone)
        self.helper.layout = Layout("slot")
        self.helper.form_action = interview.get_absolute_url()


class CancelInterviewForm(PortalForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The company reads this."),
    )

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason")
        self.helper.form_action = reverse("matching:cancel_interview", args=[interview.uuid])
        self.helper.inputs = [
            Submit("cancel", _("Cancel the interview"), css_class="btn-outline-secondary")
        ]


def by_day(slots: Iterable[InterviewSlot], zone: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return choices in groups: the day in `zone`, then each slot's id with its hours and place."""
    times = [(time_for(slot, zone), slot) for slot in slots]
    return [
        (day, [(str(slot.uuid), _label(time, slot)) for time, slot in group])
        for day, group in groupby(times, key=lambda pair: pair[0].day)
    ]


def _label(time: SlotTime, slot: InterviewSlot) -> SafeString:
    """Say the day too for who hears the choices one by one and does not see the groups."""
    hours = f"{time.hours} ({time.elsewhere})" if time.elsewhere else time.hours
    place = slot.place or _("video call")
    unseen = '<span class="visually-hidden">{}, </span>{} · {}'
    return format_html(unseen, time.day, hours, place)
