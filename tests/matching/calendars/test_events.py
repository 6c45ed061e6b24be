"""Calendar entries, read again by a parser and byte by byte."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from matching.calendars.events import CalendarMethod, Entry, calendar_text, uid_of
from matching.models import Interview
from tests.factories.matching import (
    InterviewFactory,
    InterviewSlotFactory,
    SlotInterviewerFactory,
)
from tests.factories.parks import UserFactory

pytestmark = pytest.mark.django_db

MARCH = datetime(2027, 3, 29, 8, tzinfo=UTC)
NASTY = "带上学生证, ID; a \\ backslash\nand a second line: 请在前台登记。"


@pytest.fixture
def recruiter():
    return UserFactory(full_name="Chen Hao", email="hao@example.org", language="zh-hans")


@pytest.fixture
def interview(recruiter):
    return scheduled(offered_by=recruiter)


def scheduled(**slot) -> Interview:
    fields = {"starts_at": MARCH, "ends_at": MARCH + timedelta(minutes=45)} | slot
    interview = InterviewFactory(
        scheduled=True,
        application__opening__title_en="Analyst",
        application__opening__title_zh="质量分析员",
        application__opening__company__name_en="Alpha, Beta; Gamma",
        application__opening__company__name_zh="阿尔法生物",
        application__profile__user__full_name="林悦",
        **{f"slot__{name}": value for name, value in fields.items()},
    )
    return Interview.objects.with_people().get(pk=interview.pk)


def text_of(interview, *, method=CalendarMethod.REQUEST, reader=None) -> str:
    reader = reader or interview.application.profile.user
    return calendar_text([Entry(interview, interview.slot)], reader=reader, method=method)


def event_of(text: str):
    (event,) = Calendar.from_ical(text).events
    return event


def test_an_invitation_says_all_that_rfc_5546_wants(interview, settings):
    settings.SITE_URL = "https://talent.example.org"
    settings.DEFAULT_FROM_EMAIL = "Talent portal <portal@example.org>"

    calendar = Calendar.from_ical(text_of(interview))

    event = event_of(calendar.to_ical().decode())
    assert (calendar["method"], calendar["version"]) == ("REQUEST", "2.0")
    assert event["uid"] == f"{interview.uuid}@talent.example.org"
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert event["dtstamp"].dt == interview.changed_at.replace(microsecond=0)
    assert event["summary"] == "Interview: Analyst, Alpha, Beta; Gamma"
    assert event["location"] == "Building 3"
    assert event["url"] == f"https://talent.example.org/me/interviews/{interview.uuid}/"
    assert event["organizer"] == "mailto:portal@example.org"
    assert event["organizer"].params["cn"] == "Alpha, Beta; Gamma"
    applicant = interview.application.profile.user
    assert people_in(event) == [(f"mailto:{applicant.email}", "林悦")]


def people_in(event) -> list[tuple[str, str]]:
    people = event["attendee"]
    people = people if isinstance(people, list) else [people]
    return [(str(person), person.params["cn"]) for person in people]


def test_the_desk_reads_who_will_sit_there_and_the_applicant_does_not(interview, recruiter):
    without_panel = people_in(event_of(text_of(interview, reader=recruiter)))
    seat = SlotInterviewerFactory(slot=interview.slot, interviewer__full_name="Wang Fang")

    desk = people_in(event_of(text_of(interview, reader=recruiter)))
    theirs = text_of(interview)

    applicant = (f"mailto:{interview.application.profile.user.email}", "林悦")
    assert without_panel == [applicant, ("mailto:hao@example.org", "Chen Hao")]
    assert desk == [applicant, (f"mailto:{seat.interviewer.email}", "Wang Fang")]
    assert "Wang Fang" not in theirs
    assert seat.interviewer.email not in theirs


def test_each_side_reads_its_own_words_and_page(interview, recruiter):
    event = event_of(text_of(interview, reader=recruiter))

    assert "林悦" in event["summary"]
    assert "质量分析员" in event["summary"]
    assert event["url"].endswith(f"/desk/interviews/{interview.uuid}/")


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("Asia/Shanghai", "20270329T160000"),
        ("Europe/Berlin", "20270329T100000"),
        ("America/New_York", "20270329T040000"),
    ],
)
def test_the_hour_is_that_of_the_slots_zone_and_the_zone_comes_along(recruiter, zone, wall):
    interview = scheduled(time_zone=zone)

    text = text_of(interview)

    event = event_of(text)
    assert f"DTSTART;TZID={zone}:{wall}" in text
    assert (event.start, event.end) == (MARCH, MARCH + timedelta(minutes=45))
    assert [z["tzid"] for z in Calendar.from_ical(text).timezones] == [zone]


def test_an_hour_before_and_after_summer_time_begins_differ_by_the_clock_only():
    day_before = datetime(2027, 3, 27, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    day_after = datetime(2027, 3, 28, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    interviews = [
        scheduled(starts_at=day, ends_at=day + timedelta(hours=1), time_zone="Europe/Berlin")
        for day in (day_before, day_after)
    ]

    reader = interviews[0].application.profile.user
    entries = [Entry(row, row.slot) for row in interviews]
    text = calendar_text(entries, reader=reader, method=CalendarMethod.PUBLISH)

    events = Calendar.from_ical(text).events
    assert [event.start.astimezone(UTC).hour for event in events] == [8, 7]
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_a_cancellation_has_the_same_name_and_says_so(interview):
    invitation = event_of(text_of(interview))
    interview.state, interview.sequence = "cancelled", 1

    text = text_of(interview, method=CalendarMethod.CANCEL)

    cancellation = event_of(text)
    assert Calendar.from_ical(text)["method"] == "CANCEL"
    assert cancellation["uid"] == invitation["uid"] == uid_of(interview)
    assert (cancellation["status"], cancellation["sequence"]) == ("CANCELLED", 1)
    assert cancellation["dtstart"].dt == invitation["dtstart"].dt
    assert "organizer" in cancellation


def test_what_is_only_shown_invites_nobody_and_tells_what_is_cancelled(interview):
    interview.state = "cancelled"

    event = event_of(text_of(interview, method=CalendarMethod.PUBLISH))

    assert "attendee" not in event
    assert event["status"] == "CANCELLED"


def test_commas_semicolons_backslashes_and_lines_are_escaped(recruiter):
    interview = scheduled(note=NASTY, place="3 号楼, 204; 二层")

    text = text_of(interview)

    unfolded = text.replace("\r\n ", "")
    assert "LOCATION:3 号楼\\, 204\\; 二层\r\n" in unfolded
    assert "ID\\; a \\\\ backslash\\nand a second line" in unfolded
    event = event_of(text)
    assert event["location"] == "3 号楼, 204; 二层"
    assert event["description"].startswith(NASTY)


def test_lines_are_folded_by_octets_and_no_character_is_cut(recruiter):
    interview = scheduled(note="请在一号楼前台登记并出示身份证件。" * 12)

    data = text_of(interview).encode()

    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines][-1] == ""
    assert event_of(data.decode())["description"].startswith(interview.slot.note)


def test_a_video_call_is_where_the_link_is(recruiter):
    interview = scheduled(place="", video_url="https://meet.example.org/a?b=1,2")

    event = event_of(text_of(interview))

    assert event["location"] == event["url"] == "https://meet.example.org/a?b=1,2"
    assert "/me/interviews/" in event["description"]


def test_a_slot_that_nobody_offered_by_name_invites_the_applicant_alone():
    interview = scheduled(offered_by=None)

    event = event_of(text_of(interview))

    assert str(event["attendee"]) == f"mailto:{interview.application.profile.user.email}"


def test_the_same_rows_give_the_same_bytes(interview):
    assert text_of(interview) == text_of(interview)


def test_no_entry_is_a_calendar_too(recruiter):
    text = calendar_text([], reader=recruiter, method=CalendarMethod.PUBLISH, name="面试")

    calendar = Calendar.from_ical(text)
    assert (calendar.events, calendar["x-wr-calname"]) == ([], "面试")


def test_the_slot_that_was_given_up_is_written_as_it_was(interview):
    former = InterviewSlotFactory(opening=interview.application.opening)

    text = calendar_text(
        [Entry(interview, former)],
        reader=interview.application.profile.user,
        method=CalendarMethod.CANCEL,
    )

    assert event_of(text).start == former.starts_at.replace(microsecond=0)
