"""Interviews as iCalendar (RFC 5545, RFC 5546): mails, files and feeds are all written here."""

from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from matching.calendars.zones import timezone_of
from matching.choices.interviews import InterviewState
from matching.models import Interview, InterviewSlot
from parks.models import User

PRODUCT = "-//Biopharma parks//Talent portal//EN"


class CalendarMethod(StrEnum):
    """What a calendar shall do with the entries: invite, strike out, or only show them."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Entry(NamedTuple):
    """An interview at the time it has, or had before the change that is told."""

    interview: Interview
    slot: InterviewSlot


def calendar_text(
    entries: Sequence[Entry], *, reader: User, method: CalendarMethod, name: str = ""
) -> str:
    """Write entries for one reader, in their language; lines end in CRLF, as the format wants.

    The interviews come with opening, company and applicant; `name` may be lazy. Nothing in the
    text depends on the clock: the same rows give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", str(method))
    for zone in _zones([slot for _interview, slot in entries]):
        calendar.add_component(zone)
    with translation.override(reader.language):
        if name:
            calendar.add("x-wr-calname", str(name))
        for entry in entries:
            calendar.add_component(_event(entry, reader, method))
    return calendar.to_ical(sorted=False).decode()


def uid_of(interview: Interview) -> str:
    """Return the name of an interview in every calendar, for good."""
    return f"{interview.uuid}@{urlsplit(settings.SITE_URL).hostname}"


def _zones(slots: Iterable[InterviewSlot]) -> list:
    moments: dict[str, list] = {}
    for slot in slots:
        moments.setdefault(slot.time_zone, []).extend((slot.starts_at, slot.ends_at))
    return [
        timezone_of(name, first=min(times), last=max(times))
        for name, times in sorted(moments.items())
    ]


def _event(entry: Entry, reader: User, method: CalendarMethod) -> Event:
    interview, slot = entry
    zone = ZoneInfo(slot.time_zone)
    event = Event()
    event.add("uid", uid_of(interview))
    event.add("sequence", interview.sequence)
    event.add("dtstamp", interview.changed_at)
    event.add("dtstart", slot.starts_at.astimezone(zone))
    event.add("dtend", slot.ends_at.astimezone(zone))
    event.add("status", _status(interview, method))
    event.add("summary", _summary(interview, reader))
    event.add("description", _description(entry, reader))
    event.add("location", slot.place or slot.video_url)
    event.add("url", slot.video_url or settings.SITE_URL + page_for(interview, reader))
    event.add("organizer", _organiser(interview))
    if method != CalendarMethod.PUBLISH:  # RFC 5546, 3.2.1: what is only shown invites nobody
        for person in _people(entry, reader):
            event.add("attendee", _attendee(person))
    return event


def _people(entry: Entry, reader: User) -> list[User]:
    """Return who is there; an applicant is not told who will sit opposite them."""
    interview, slot = entry
    applicant = interview.application.profile.user
    if applicant == reader:
        return [applicant]
    seats = slot.panel.select_related("interviewer").order_by("interviewer__full_name", "pk")
    panel = [seat.interviewer for seat in seats]
    return [applicant, *(panel or filter(None, [slot.offered_by]))]


def _status(interview: Interview, method: CalendarMethod) -> str:
    is_off = method == CalendarMethod.CANCEL or interview.state == InterviewState.CANCELLED
    return "CANCELLED" if is_off else "CONFIRMED"


def _summary(interview: Interview, reader: User) -> str:
    opening, applicant = interview.application.opening, interview.application.profile.user
    if applicant == reader:
        values = {"title": opening.title, "company": opening.company}
        return _("Interview: %(title)s, %(company)s") % values
    return _("Interview with %(person)s: %(title)s") % {"person": applicant, "title": opening.title}


def _description(entry: Entry, reader: User) -> str:
    interview, slot = entry
    address = settings.SITE_URL + page_for(interview, reader)
    return "\n".join(line for line in (slot.note, slot.video_url, address) if line)


def page_for(interview: Interview, reader: User) -> str:
    """Return the path of the page where this reader finds the interview."""
    if interview.application.profile.user == reader:
        return interview.get_absolute_url()
    return reverse("matching:company_interview", args=[interview.uuid])


def _organiser(interview: Interview) -> vCalAddress:
    """Name the company, at the portal's address: mail programs ignore invitations to oneself."""
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["cn"] = vText(str(interview.application.opening.company))
    return address


def _attendee(person: User) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["cn"] = vText(str(person))
    address.params["role"] = vText("REQ-PARTICIPANT")
    address.params["partstat"] = vText("ACCEPTED")
    address.params["rsvp"] = vText("FALSE")
    return address
