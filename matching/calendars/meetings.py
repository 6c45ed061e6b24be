"""The meetings of a training session as iCalendar (RFC 5545)."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from icalendar import Calendar, Event

from companies.choices.training import is_online
from companies.models import Session, SessionMeeting
from matching.calendars.events import PRODUCT
from matching.calendars.zones import timezone_of
from parks.models import User


def meetings_text(session: Session, *, reader: User, has_a_place: bool = True) -> str:
    """Write the meetings of a session in the reader's language; the same rows, the same bytes.

    Links are for those who have a place.
    """
    meetings = list(session.meetings.order_by("starts_at", "pk"))
    zone = session.programme.park.time_zone
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if meetings:
        first, last = meetings[0].starts_at, max(meeting.ends_at for meeting in meetings)
        calendar.add_component(timezone_of(zone, first=first, last=last))
    with translation.override(reader.language):
        for meeting in meetings:
            calendar.add_component(_event(session, meeting, ZoneInfo(zone), has_a_place))
    return calendar.to_ical(sorted=False).decode()


def _event(session: Session, meeting: SessionMeeting, zone: ZoneInfo, has_a_place: bool) -> Event:
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{session.uuid}-{meeting.pk}@{host}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    summary = f"{session.programme} · {meeting.topic}" if meeting.topic else str(session.programme)
    event.add("summary", summary)
    place = meeting.place or session.place
    if has_a_place or not is_online(place):
        event.add("location", place)
    event.add("url", settings.SITE_URL + session.get_absolute_url())
    return event
