"""A training programme, and a session of it with its meetings."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.actions.sessions import DAYS, MeetingTime, is_plausible, lasts_too_long
from companies.forms.examiners import ExaminersField
from companies.models import Programme, Session, SessionMeeting
from companies.queries.examiners import addresses_of_examiners
from companies.queries.schemes import schemes_for
from parks.forms.base import PortalForm
from parks.forms.skill_lines import LEVEL_FIELDS, SkillLinesForm
from parks.models import Agreement, CertificateScheme, Organisation, Park, User

FACTS = ("name_zh", "name_en", "text_zh", "text_en", "hours", "seats", "cost", "listed")
FIGURES = ("place", "capacity", "price", "subsidy", "pass_mark", "attendance_percent")
MEETING = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\s*"
    r"(?P<begins>\d{1,2}:\d{2})\s*(?:[-–—~至到])\s*(?P<ends>\d{1,2}:\d{2})"
    r"\s*(?P<topic>[^@]*)(?:@(?P<place>.*))?"
)
"""After NFKC, which makes the wide signs of a Chinese keyboard plain ones."""
MOST_MEETINGS = 60


class ProgrammeForm(SkillLinesForm):
    button = gettext_lazy("Save the programme")
    level_label = gettext_lazy("Taught to the level “%(level)s”")

    name_zh = forms.CharField(label=gettext_lazy("Name (Chinese)"), max_length=200, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name (English)"), max_length=200, required=False)
    text_zh = forms.CharField(
        label=gettext_lazy("What it is about (Chinese)"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    text_en = forms.CharField(
        label=gettext_lazy("What it is about (English)"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    park = forms.ModelChoiceField(Park.objects.none(), label=gettext_lazy("Park"))
    scheme = forms.ModelChoiceField(
        CertificateScheme.objects.none(),
        label=gettext_lazy("Certificate it leads to"),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Schemes of your own and of your partners in agreements."),
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=gettext_lazy("Agreement"),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Enrolments use up its places; who finds none left waits."),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours"), min_value=1, max_value=2000, required=False
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Usual places of a session"), min_value=1, max_value=2000, initial=20
    )
    cost = forms.IntegerField(
        label=gettext_lazy("Usual cost of a session in CNY"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=gettext_lazy("The gap planner of the park office counts with it; not public."),
    )
    listed = forms.BooleanField(
        label=gettext_lazy("Shown to the public"), required=False, initial=True
    )

    def __init__(
        self, *args: Any, organiser: Organisation, programme: Programme | None = None, **kwargs: Any
    ) -> None:
        held = {one.skill: one.level for one in _taught(programme)}
        super().__init__(*args, skills=held, initial=_initial(programme, organiser), **kwargs)
        self.fields["park"].queryset = Park.objects.listed()
        signed = Agreement.objects.in_force().filter(parties__organisation=organiser)
        self._offer("scheme", schemes_for(organiser), programme)
        self._offer("agreement", signed, programme)
        if programme is not None:
            self.fields["park"].disabled = True
        self.helper.layout = Layout(
            Fieldset(_("The programme"), *FACTS[:4], "park"),
            Fieldset(_("Skills it teaches, one per line"), *LEVEL_FIELDS.values()),
            Fieldset(_("What it leads to"), "scheme", "agreement"),
            Fieldset(_("Size"), *FACTS[4:]),
        )

    def _offer(self, name: str, rows: QuerySet, programme: Programme | None) -> None:
        """Offer these rows, and the one that is kept even if nobody could choose it any more."""
        kept = getattr(programme, f"{name}_id", None)
        self.fields[name].queryset = rows.model.objects.filter(
            Q(pk__in=rows.order_by().values("pk")) | Q(pk=kept)
        ).order_by("pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_zh", _("Give a name in Chinese or in English."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return the cleaned columns, but for the park."""
        return {name: self.cleaned_data[name] for name in (*FACTS, "scheme", "agreement")}


class SessionForm(PortalForm):
    """The days, places and meetings of a session; hours are those of the park."""

    button = gettext_lazy("Save the session")
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=day)
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=day)
    enrol_by = forms.DateField(label=gettext_lazy("Enrolment until"), widget=day)
    place = forms.CharField(label=gettext_lazy("Place or link"), max_length=300, required=False)
    meetings = forms.CharField(
        label=gettext_lazy("Meetings, one per line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=gettext_lazy("Such as: 2026-12-01 09:00–12:00 Gowning @ Room 3"),
    )
    trainers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Trainers"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("People of your organisation. A trainer never examines."),
    )
    examiners = ExaminersField()
    capacity = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=5000)
    price = forms.IntegerField(
        label=gettext_lazy("Price in CNY"), min_value=0, max_value=1_000_000, initial=0
    )
    subsidy = forms.IntegerField(
        label=gettext_lazy("Of which the park pays, in CNY"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
    )
    pass_mark = forms.IntegerField(
        label=gettext_lazy("Points to pass a part, of 100"), min_value=1, max_value=100, initial=60
    )
    attendance_percent = forms.IntegerField(
        label=gettext_lazy("Meetings to attend, per cent"), min_value=0, max_value=100, initial=80
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        session: Session | None = None,
        weeks_later: int = 0,
        **kwargs: Any,
    ) -> None:
        """Show a programme's usual figures, or those of a session, some weeks later for a copy."""
        self.zone = ZoneInfo(programme.park.time_zone)
        later = timedelta(weeks=weeks_later)
        initial = _session_initial(session, programme, self.zone, later)
        self.now = initial["seen"] = _fingerprint(initial)
        super().__init__(*args, initial=initial, **kwargs)
        people = programme.organiser.memberships.live().filter(user__is_active=True)
        chosen = Q(pk__in=session.trainers.values("pk")) if session else Q()
        teachers = User.objects.filter(Q(pk__in=people.values("user")) | chosen)
        self.fields["trainers"].queryset = teachers.order_by("full_name", "pk")
        self.fields["examiners"].organiser = programme.organiser

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._require_unchanged(cleaned.pop("seen", ""))
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes after the first."))
        self._require_plausible(cleaned)
        if last and (cleaned.get("enrol_by") or last) > last:
            self.add_error("enrol_by", _("Enrolment ends before the session does."))
        if (cleaned.get("subsidy") or 0) > (cleaned.get("price") or 0):
            self.add_error("subsidy", _("The park pays no more than the price."))
        if set(cleaned.get("trainers", ())) & set(cleaned.get("examiners", ())):
            self.add_error("examiners", _("Who teaches a session cannot examine it."))
        if first and last and not self.errors:
            self._require_within(first, last, cleaned.get("meetings", ()))
        return cleaned

    def _require_unchanged(self, seen: str) -> None:
        """Refuse what was written beside another change, once: who saves again has been told."""
        if seen and seen != self.now:
            self.data = self.data.copy()
            self.data["seen"] = self.now
            self.add_error(
                None,
                _("The session was changed meanwhile. Look at it in another tab, then save again."),
            )

    def _require_plausible(self, cleaned: dict[str, Any]) -> None:
        """Refuse what the actions refuse; a day that stays as it was needs no second look."""
        days = {name: cleaned[name] for name in DAYS if cleaned.get(name)}
        for name in days.keys() & set(self.changed_data):
            if not is_plausible(days[name], timezone.localdate()):
                self.add_error(name, _("Check the year: this day is too far from today."))
        if len(days) == len(DAYS) and lasts_too_long(days["starts_on"], days["ends_on"]):
            self.add_error("ends_on", _("A session lasts two years at most."))

    def _require_within(self, first: date, last: date, meetings: Iterable[MeetingTime]) -> None:
        days = {each.starts_at.astimezone(self.zone).date() for each in meetings}
        outside = sorted(day for day in days if not first <= day <= last)
        if outside:
            said = _("The meeting on %(day)s is not between the first and the last day.")
            self.add_error("meetings", said % {"day": outside[0]})

    def clean_meetings(self) -> list[MeetingTime]:
        """Return the meetings in UTC; a line that cannot be read is shown to the writer."""
        lines = [line.strip() for line in self.cleaned_data["meetings"].splitlines()]
        lines = [line for line in lines if line][: MOST_MEETINGS + 1]
        if len(lines) > MOST_MEETINGS:
            raise forms.ValidationError(_("At most 60 meetings."))
        meetings = sorted(self._meeting(line) for line in lines)
        for earlier, later in pairwise(meetings):
            if later.starts_at < earlier.ends_at:
                said = _("The meetings on %(day)s overlap: nobody can attend both.")
                raise forms.ValidationError(said % {"day": later.starts_at.date()})
        return meetings

    def _meeting(self, line: str) -> MeetingTime:
        found = MEETING.fullmatch(normalize("NFKC", line))
        try:
            begins, ends = (self._moment(found, name) for name in ("begins", "ends"))
        except (TypeError, ValueError) as error:
            said = _("“%(line)s” is no day with two times, such as 2026-12-01 09:00–12:00.")
            raise forms.ValidationError(said % {"line": line}) from error
        if ends <= begins:
            said = _("“%(line)s” ends before it begins.")
            raise forms.ValidationError(said % {"line": line})
        topic, place = found["topic"] or "", found["place"] or ""
        return MeetingTime(begins, ends, topic.strip()[:200], place.strip()[:300])

    def _moment(self, found: re.Match[str], name: str) -> datetime:
        day = date(*(int(found[part]) for part in ("year", "month", "day")))
        return datetime.combine(day, time.fromisoformat(found[name].zfill(5)), self.zone)


def _taught(programme: Programme | None) -> list[Any]:
    if programme is None:
        return []
    return list(programme.skills.select_related("skill").order_by("skill__code"))


def _initial(programme: Programme | None, organiser: Organisation) -> dict[str, Any]:
    if programme is None:
        return {"park": organiser.park_id, "listed": True, "seats": 20}
    names = (*FACTS, "park", "scheme", "agreement")
    return {name: getattr(programme, name) for name in names}


def _fingerprint(initial: dict[str, Any]) -> str:
    """Return a short sign of what a form shows, another one for anything else."""
    return sha256(repr(sorted(initial.items())).encode()).hexdigest()[:16]


def _session_initial(
    session: Session | None, programme: Programme, zone: ZoneInfo, later: timedelta
) -> dict[str, Any]:
    if session is None:
        return {"capacity": programme.seats}
    initial = {name: getattr(session, name) for name in FIGURES}
    initial |= {name: getattr(session, name) + later for name in DAYS}
    initial["trainers"] = list(session.trainers.values_list("pk", flat=True))
    initial["examiners"] = "\n".join(addresses_of_examiners(session))
    initial["meetings"] = "\n".join(
        _line(meeting, zone, later) for meeting in session.meetings.order_by("starts_at", "pk")
    )
    return initial


def _line(meeting: SessionMeeting, zone: ZoneInfo, later: timedelta) -> str:
    moments = (meeting.starts_at, meeting.ends_at)
    begins, ends = (moment.astimezone(zone) + later for moment in moments)
    place = f" @ {meeting.place}" if meeting.place else ""
    return f"{begins:%Y-%m-%d %H:%M}–{ends:%H:%M} {meeting.topic}".rstrip() + place
