from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from matching.calendars.cutting import Cut, NoSuchHourError, Stretch, cut_days, days_of
from matching.forms.offers import day_field
from matching.models import InterviewSlot
from parks.forms.base import PortalForm
from parks.models import User
from parks.time_zones import time_zone_choices

MOST_TIMES = 60
LONGEST_SPAN = 62  # days
WORKING_DAYS = [0, 1, 2, 3, 4]
MOST_BUFFER = 240
LONGEST_NOTE = InterviewSlot._meta.get_field("note").max_length
WEEKDAYS = (
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
)


def clock_field(**options: Any) -> forms.TimeField:
    clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=clock, **options)


def minutes_field(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **options)


class SlotsForm(PortalForm):
    """Several times at once; `times` of its cleaned data are what results, in UTC."""

    button = gettext_lazy("Show the times")

    first_day = day_field(label=gettext_lazy("First day"))
    last_day = day_field(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty: the first day alone."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days of the week"),
        choices=WEEKDAYS,
        coerce=int,
        initial=WORKING_DAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    begins = clock_field(label=gettext_lazy("From"), initial=time(9))
    ends = clock_field(label=gettext_lazy("To"), initial=time(12))
    minutes = minutes_field(
        label=gettext_lazy("Length of an interview in minutes"),
        min_value=10,
        max_value=480,
        initial=45,
    )
    pause = minutes_field(
        label=gettext_lazy("Break between two interviews in minutes"),
        min_value=0,
        max_value=240,
        initial=15,
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of these hours"))
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Building and room. A place or a video link is needed."),
    )
    video_url = forms.URLField(
        label=gettext_lazy("Video link"), max_length=400, required=False, assume_scheme="https"
    )
    note = forms.CharField(
        label=gettext_lazy("What to bring, whom to ask for"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("The applicant reads this."),
    )
    panel = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Panel: who sits in every one of these interviews"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Nobody can sit in two interviews at once."),
    )
    buffer_minutes = minutes_field(
        label=gettext_lazy("Minutes the panel keeps free before and after each interview"),
        min_value=0,
        max_value=MOST_BUFFER,
        initial=0,
    )
    names_shown = forms.BooleanField(
        label=gettext_lazy("Tell applicants the names of the panel"),
        required=False,
        help_text=gettext_lazy("The names are added to the note. Otherwise they stay unnamed."),
    )

    def __init__(
        self, *args: Any, people: Sequence[User], today: date, time_zone: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["panel"].queryset = User.objects.filter(pk__in=[row.pk for row in people])
        self.fields["panel"].choices = [(row.pk, str(row)) for row in people]
        zones = dict(time_zone_choices(get_language() or "en"))
        zones.setdefault(time_zone, time_zone)
        self.fields["time_zone"].choices = list(zones.items())
        self.fields["time_zone"].initial = time_zone
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                _("When"),
                *("first_day", "last_day", "weekdays", "begins", "ends", "minutes", "pause"),
                "time_zone",
            ),
            Fieldset(_("Where"), "place", "video_url", "note"),
            Fieldset(_("Who"), "panel", "buffer_minutes", "names_shown"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_days(cleaned)
        self._check_words(cleaned)
        if not self.errors:
            cleaned["times"] = self._times(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first = cleaned.get("first_day")
        last = cleaned.get("last_day") or first
        if first and first < self.today:
            self.add_error("first_day", _("This day lies in the past."))
        if first and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        elif first and (last - first).days >= LONGEST_SPAN:
            self.add_error("last_day", _("Offer the times of two months at most at once."))
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The end lies before the beginning."))

    def _check_words(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("place") and not cleaned.get("video_url"):
            self.add_error("place", _("Say where: a place or a video link."))
        if cleaned.get("names_shown") and cleaned.get("panel") is not None:
            cleaned["note"] = with_names(cleaned.get("note", ""), cleaned["panel"])
            if len(cleaned["note"]) > LONGEST_NOTE:
                self.add_error("note", _("With the names of the panel the note is too long."))
        buffer, pause = cleaned.get("buffer_minutes") or 0, cleaned.get("pause") or 0
        if cleaned.get("panel") and pause < 2 * buffer:
            message = _("Leave %(minutes)s minutes at least: twice what the panel keeps free.")
            self.add_error("pause", message % {"minutes": 2 * buffer})

    def _times(self, cleaned: dict[str, Any]) -> list[Stretch]:
        first = cleaned["first_day"]
        days = days_of(first, cleaned["last_day"] or first, frozenset(cleaned["weekdays"]))
        cut = Cut(*(cleaned[name] for name in ("begins", "ends", "minutes", "pause", "time_zone")))
        try:
            times = cut_days(days, cut)
        except NoSuchHourError as error:
            self.add_error("begins", _skipped(error))
            return []
        if not times:
            self.add_error(None, _("No interview fits: look at the days and the hours again."))
        if len(times) > MOST_TIMES:
            values = {"number": len(times), "most": MOST_TIMES}
            self.add_error(None, _("These are %(number)s times; offer %(most)s at most.") % values)
        return times


class ChosenTimesForm(forms.Form):
    """Which of the times shown are offered; a time that is none of them was shown before a change.

    `times` of its cleaned data are stretches, in order.
    """

    times = forms.MultipleChoiceField(choices=())

    def __init__(self, *args: Any, shown: Iterable[Stretch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = {stretch.key: stretch for stretch in shown}
        self.fields["times"].choices = [(key, key) for key in self.shown]

    def clean_times(self) -> list[Stretch]:
        chosen = set(self.cleaned_data["times"])
        return [stretch for key, stretch in self.shown.items() if key in chosen]


def with_names(note: str, panel: Iterable[User]) -> str:
    """Return the note with the names of a panel behind it."""
    people = list(panel)
    if not people:
        return note
    named = _("You will meet: %(names)s") % {"names": ", ".join(map(str, people))}
    return f"{note} · {named}" if note else named


def _skipped(error: NoSuchHourError) -> str:
    values = {
        "day": date_format(error.moment, "DATE_FORMAT"),
        "time": time_format(error.moment, "TIME_FORMAT"),
    }
    return _("On %(day)s the clocks there skip %(time)s.") % values
