"""Training as visitors browse it and participants follow it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from icalendar import Calendar

from companies.actions.sessions import MeetingTime
from companies.models import SessionMeeting
from matching.actions.sessions import replan_session
from matching.models import Enrolment
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
)
from tests.factories.parks import MembershipFactory, UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.training import (
    AttendanceMarkFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SessionMeetingFactory,
    TaughtSkillFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
PROGRAMMES = "/programmes/"
MINE = "/me/training/"


def listed(client, **query) -> list[str]:
    return [row.name for row in client.get(PROGRAMMES, query).context["page"]]


def test_programmes_are_found_by_word_skill_and_price_the_next_date_first(client):
    filling = ProgrammeFactory(name_en="Aseptic filling", name_zh="无菌灌装")
    elisa = ProgrammeFactory(name_en="ELISA", organiser__name_en="Training centre")
    ProgrammeFactory(name_en="Kept back", listed=False)
    taught = TaughtSkillFactory(programme=elisa, skill__label_en="Immunoassays")
    SessionFactory(programme=filling, price=900, subsidy=300)
    soon = timezone.localdate() + timedelta(days=3)
    SessionFactory(programme=elisa, starts_on=soon, price=900, subsidy=900)

    assert listed(client) == ["ELISA", "Aseptic filling"]
    assert listed(client, words="灌装") == ["Aseptic filling"]
    assert listed(client, words="immuno centre") == ["ELISA"]
    assert listed(client, skill=taught.skill.code) == ["ELISA"]
    assert listed(client, is_free="1") == ["ELISA"]
    assert listed(client, words="nothing like this") == []
    assert "Kept back" not in client.get(PROGRAMMES, {"words": "\x00back"}).content.decode()


def test_programmes_are_narrowed_by_park_organiser_and_first_day_and_show_the_dates_that_fit(
    client,
):
    here, there = ProgrammeFactory(name_en="Here"), ProgrammeFactory(name_en="There")
    day = timezone.localdate() + timedelta(days=30)
    for programme, week in ((here, 0), (here, 1), (there, 2)):
        SessionFactory(programme=programme, starts_on=day + timedelta(weeks=week))
    a_week = {"since": day + timedelta(days=1), "until": day + timedelta(weeks=1)}

    assert listed(client, park=here.park.slug) == ["Here"]
    assert listed(client, organiser=str(there.organiser.uuid)) == ["There"]
    assert listed(client, since=day + timedelta(weeks=2)) == ["There"]
    assert listed(client, until=day) == ["Here"]
    assert listed(client, park=there.park.slug, until=day) == []
    (narrowed,) = client.get(PROGRAMMES, a_week).context["page"]
    assert [each.starts_on for each in narrowed.next_sessions] == [day + timedelta(weeks=1)]
    senseless = {"since": "2026-02-31", "until": "soon", "organiser": "x", "park": "%00"}
    assert listed(client, **senseless) == ["Here", "There"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(client, rows, django_assert_num_queries):
    for _row in range(rows):
        taught = TaughtSkillFactory()
        SessionFactory.create_batch(2, programme=taught.programme)

    with django_assert_num_queries(8):
        client.get(PROGRAMMES)


def test_a_programme_says_what_it_teaches_and_what_its_certificate_proves(client):
    proven = GrantedSkillFactory(skill__label_en="Gowning", level=3)
    programme = ProgrammeFactory(scheme=proven.scheme)
    TaughtSkillFactory(programme=programme, skill__label_en="Teamwork")
    bare = ProgrammeFactory(scheme=CertificateSchemeFactory())

    text = client.get(programme.get_absolute_url()).content.decode()
    nothing_proven = client.get(bare.get_absolute_url()).content.decode()

    learned, _heading, certified = text.partition("It proves these skills")
    assert ("Teamwork" in learned, "Gowning" in learned) == (True, False)
    assert ("Teamwork" in certified, "Gowning" in certified) == (False, True)
    assert "It proves no skill of the vocabulary" in nothing_proven


def test_a_session_is_read_by_everybody_once_it_is_announced(client, sign_in):
    session = SessionMeetingFactory(session__price=900, session__subsidy=300).session
    draft = SessionFactory(state="draft", programme=session.programme)
    organiser = MembershipFactory(organisation=session.programme.organiser).user

    text = client.get(session.get_absolute_url()).content.decode()

    assert "20 places free" in text
    assert f"/accounts/login/?next={session.get_absolute_url()}" in text.replace("%2F", "/")
    assert "¥600" in text  # what one pays oneself
    assert "¥900, of which the park pays ¥300" in text
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert sign_in(organiser).get(draft.get_absolute_url()).status_code == 200


def test_strangers_read_no_link_of_a_meeting_and_no_address_of_a_trainer(client, sign_in):
    link = "https://meet.example/room-7"
    session = SessionMeetingFactory(session__place=link, place=link, topic="Second").session
    first = session.meetings.get().starts_at - timedelta(days=1)
    SessionMeetingFactory(session=session, starts_at=first, topic="First")
    session.trainers.add(UserFactory(full_name="Ms Lin"), UserFactory(full_name="", email="t@x.y"))
    row = EnrolmentFactory(session=session)

    page, programme = session.get_absolute_url(), session.programme.get_absolute_url()
    public = client.get(page).text
    inside = sign_in(row.profile.user).get(page).text

    assert [link in text for text in (public, client.get(programme).text, inside)] == [
        False,
        False,
        True,
    ]
    assert ("Ms Lin" in public, "t@x.y" in public) == (True, False)
    assert public.index("First") < public.index("Second")


def test_somebody_enrols_waits_and_gives_the_place_back(sign_in):
    session = SessionFactory(capacity=1)
    first, second = ProfileFactory.create_batch(2)
    enrol = reverse("matching:enrol", args=[session.uuid])

    placed = sign_in(first.user).post(enrol, follow=True).content.decode()
    waits = sign_in(second.user).post(enrol, follow=True).content.decode()
    again = sign_in(second.user).post(enrol, follow=True).content.decode()
    row = Enrolment.objects.get(profile=first)
    leave = reverse("matching:leave_session", args=[row.uuid])
    asked = sign_in(first.user).get(leave).content.decode()
    sign_in(first.user).post(leave)
    too_late = sign_in(first.user).post(leave, follow=True).content.decode()

    assert "You have a place." in placed
    assert "Number 1 on the waiting list" in waits
    assert "You are enrolled already." in again
    assert "Keep it" in asked
    assert Enrolment.objects.get(profile=second).state == "enrolled"
    assert "This is “Withdrawn” already." in too_late


def test_who_waits_leaves_the_list_and_who_has_left_is_asked_nothing_any_more(sign_in):
    session = SessionFactory(capacity=1, taken=1)
    row = EnrolmentFactory(session=session, state="waiting")
    leave, client = reverse("matching:leave_session", args=[row.uuid]), sign_in(row.profile.user)

    pages = [client.get(address).text for address in (MINE, session.get_absolute_url(), leave)]
    left = client.post(leave, follow=True).text
    again = client.get(leave, follow=True)

    row.refresh_from_db()
    assert all("Leave the waiting list" in text for text in pages)
    assert not any("Give the place back…" in text for text in pages)
    assert "The place goes to whoever waits next" not in pages[2]
    assert "You have left the waiting list." in left
    assert row.state == "withdrawn"
    assert again.redirect_chain == [(MINE, 302)]
    assert "You have left this session, or it is over." in again.text


def test_a_place_in_a_session_that_is_over_is_not_given_back_from_a_page_left_open(sign_in):
    row = EnrolmentFactory(session=SessionFactory(state="closed", taken=1))
    leave, client = reverse("matching:leave_session", args=[row.uuid]), sign_in(row.profile.user)

    pages = [client.get(address).text for address in (MINE, row.session.get_absolute_url())]
    refused = client.post(leave, follow=True).text

    assert [leave in text for text in pages] == [False, False]
    assert "The session is over" in refused
    assert Enrolment.objects.get().state == "enrolled"


@pytest.mark.parametrize("rows", [1, 3])
def test_my_training_costs_the_same_for_one_or_three_and_tells_how_it_goes(
    sign_in, rows, django_assert_num_queries
):
    person = ProfileFactory()
    EnrolmentFactory()  # somebody else's
    for _row in range(rows):
        session = SessionFactory(starts_on=timezone.localdate() - timedelta(days=2))
        running = EnrolmentFactory(profile=person, session=session)
        AttendanceMarkFactory(enrolment=running)
        AttendanceMarkFactory(enrolment=running, mark="absent")
    waiting = EnrolmentFactory(profile=person, state="waiting")
    client = sign_in(person.user)

    with django_assert_num_queries(9):
        response = client.get(MINE)

    text = response.content.decode()
    assert len(response.context["rows"]) == rows + 1
    assert "1 of 2 meetings" in text
    assert "number 1 on the waiting list" in text
    assert f"{MINE}{waiting.uuid}/leave/" in text


def test_feedback_is_written_and_changed_and_what_is_not_yours_is_not_found(sign_in, stranger):
    held = SessionFactory(starts_on=timezone.localdate() - timedelta(days=10))
    row = EnrolmentFactory(session=held)
    page = reverse("matching:session_feedback", args=[row.uuid])
    client = sign_in(row.profile.user)

    refused = client.post(page, {"rating": "9"})
    client.post(page, {"rating": "4", "feedback": "More practice"})

    row.refresh_from_db()
    early = EnrolmentFactory(profile=row.profile, session__programme=held.programme)
    too_early = client.get(reverse("matching:session_feedback", args=[early.uuid]), follow=True)
    assert refused.status_code == 200
    assert (row.rating, row.feedback) == (4, "More practice")
    assert "from the last day on" in too_early.text
    others = [
        page,
        reverse("matching:leave_session", args=[row.uuid]),
        reverse("matching:meetings_file", args=[row.uuid]),
    ]
    assert [sign_in(stranger).get(address).status_code for address in others] == [404] * 3


def test_the_meetings_go_into_a_calendar_at_the_time_of_the_park(sign_in):
    meeting = SessionMeetingFactory(
        starts_at=datetime(2026, 12, 1, 1, tzinfo=UTC), topic="Gowning", place="Room 3"
    )
    row = EnrolmentFactory(session=meeting.session)

    response = sign_in(row.profile.user).get(reverse("matching:meetings_file", args=[row.uuid]))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["dtstart"].dt.isoformat() == "2026-12-01T09:00:00+08:00"
    assert str(event["summary"]).endswith("Gowning")
    assert str(event["location"]) == "Room 3"


def test_a_meeting_that_moves_stays_the_same_entry_of_a_calendar_with_a_higher_number(sign_in):
    today = timezone.localdate()
    session = SessionFactory(state="running", starts_on=today, place="Room 1", taken=1)
    begins = timezone.now() + timedelta(days=2)
    long_ago = timezone.now() - timedelta(days=40)
    meetings = [
        SessionMeetingFactory(session=session, starts_at=begins + timedelta(days=days), **facts)
        for days, facts in enumerate(({}, {"place": "Lab"}, {}))
    ]
    SessionMeeting.objects.update(changed_at=long_ago)
    kept = [MeetingTime(row.starts_at, row.ends_at, row.topic, row.place) for row in meetings]
    row = EnrolmentFactory(session=session)
    client, address = sign_in(row.profile.user), reverse("matching:meetings_file", args=[row.uuid])
    later = begins + timedelta(hours=1)
    moved = [MeetingTime(later, later + timedelta(hours=3)), *kept[1:]]
    change = {"session": session, "by": UserFactory(), "trainers": []}

    def entries():
        events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        return {str(each["uid"]): (each["sequence"], each["dtstamp"].dt) for each in events}

    before = entries()
    replan_session(**change, meetings=kept, place="Room 1")
    same = entries()
    replan_session(**change, meetings=moved, place="Room 1")
    at_another_time = entries()
    replan_session(**change, meetings=moved, place="Room 2")

    assert before == same
    numbers = [
        [number for number, _stamp in each.values()] for each in (at_another_time, entries())
    ]
    assert numbers == [[1, 0, 0], [2, 0, 1]]
    stamps = [stamp for _number, stamp in at_another_time.values()]
    assert [stamp > timezone.now() - timedelta(hours=1) for stamp in stamps] == [True, False, False]
    assert before.keys() == at_another_time.keys() == entries().keys()


def test_who_has_no_profile_yet_comes_back_to_the_session_once_it_is_saved(sign_in):
    session = SessionFactory()
    client = sign_in(UserFactory())
    profile = {"visibility": "applied", "in_matching": "on"}

    first = client.post(reverse("matching:enrol", args=[session.uuid]))
    saved = client.post(first["Location"], profile)
    again = client.post(first["Location"], profile)

    assert first["Location"] == reverse("talent:profile")
    assert saved["Location"] == session.get_absolute_url()
    assert again["Location"] == reverse("matching:me")


@pytest.mark.parametrize(
    "link",
    [
        "https://meet.example/secret",
        "meeting.example.com/dm/secret",
        "腾讯会议 123-456-789",
        "线上，会议号：123456789",
    ],
)
def test_links_are_for_those_who_have_a_place_alone(sign_in, link):
    session = SessionMeetingFactory(session__place=link, place=link).session
    shown = []
    for state in ("enrolled", "waiting", "withdrawn"):
        row = EnrolmentFactory(session=session, state=state)
        client = sign_in(row.profile.user)
        pages = [client.get(session.get_absolute_url()).text, client.get(MINE).text]
        calendar = client.get(reverse("matching:meetings_file", args=[row.uuid]))
        pages.append(calendar.content.decode().replace("\r\n ", ""))
        shown.append(any(link in text for text in pages))

    assert shown == [True, False, False]


@pytest.mark.parametrize("place", ["三号楼 201", "Room 3, 18 Keyuan Rd.", "GMP-3.2 / Lab B"])
def test_a_room_is_read_by_everybody(client, place):
    session = SessionFactory(place=place)

    assert place in client.get(session.get_absolute_url()).text
    assert place in client.get(PROGRAMMES).text


def test_a_session_whose_enrolment_is_over_offers_no_places(client):
    over = timezone.localdate() - timedelta(days=1)
    SessionFactory(programme=ProgrammeFactory(), enrol_by=over)

    text = client.get(PROGRAMMES).text

    assert "Enrolment has ended" in text
    assert "places free" not in text


def test_a_session_that_lies_in_the_past_is_no_date_any_more(client):
    today = timezone.localdate()
    past, last = ProgrammeFactory(name_en="Past"), ProgrammeFactory(name_en="On its last day")
    for programme, days in ((past, 11), (last, 10)):
        began = today - timedelta(days=days)
        SessionFactory(programme=programme, state="running", starts_on=began)
        SessionFactory(programme=programme, state="open", starts_on=began)
    coming = SessionFactory(programme__name_en="To come")

    rows = client.get(PROGRAMMES).context["page"]

    dates = {row.name: len(row.next_sessions) for row in rows}
    assert dates == {"To come": 1, "On its last day": 2, "Past": 0}
    assert next(iter(dates)) == "To come"
    assert "No date yet" in client.get(past.get_absolute_url()).text
    assert coming.get_absolute_url() in client.get(PROGRAMMES).text


def test_my_training_names_each_attempt_under_its_part_and_leads_to_more_training(sign_in):
    row = EnrolmentFactory(session=SessionFactory(state="closed", pass_mark=60))
    for part, attempt, points in (("theory", 1, 59), ("practice", 1, 90), ("theory", 2, 75)):
        AssessmentFactory(enrolment=row, part=part, attempt=attempt, points=points)

    text = " ".join(strip_tags(sign_in(row.profile.user).get(MINE).text).split())
    page = sign_in(row.profile.user).get(MINE).text.partition("<main")[2]

    in_turn = "Theory attempt 1 · 59 points (60 to pass) attempt 2 · 75 points (60 to pass)"
    assert f"{in_turn} Practice 90 points (60 to pass)" in text
    assert f'href="{reverse("matching:programmes")}"' in page


@pytest.mark.parametrize(
    ("marks", "ahead", "said"),
    [
        (["present", "late", "excused"], 0, "2 of 2 meetings, 1 excused"),
        (["present", "absent"], 0, "1 of 2 meetings"),
        (["present", "present"], 1, "2 of 3 meetings · so far"),
    ],
)
def test_learner_and_examiner_read_the_same_attendance(sign_in, marks, ahead, said):
    held = SessionFactory(state="running")
    row = EnrolmentFactory(session=held)
    for mark in marks:
        AttendanceMarkFactory(enrolment=row, mark=mark)
    tomorrow = timezone.now() + timedelta(days=1)
    for _meeting in range(ahead):
        later = tomorrow + timedelta(hours=1)
        SessionMeetingFactory(session=held, starts_at=tomorrow, ends_at=later)
    examiner = MembershipFactory(organisation=held.programme.organiser).user
    sheet = reverse("matching:session_results", args=[held.uuid])

    pages = [sign_in(row.profile.user).get(MINE).text, sign_in(examiner).get(sheet).text]

    assert [said in page for page in pages] == [True, True]
    assert ["so far" in page for page in pages] == [bool(ahead)] * 2
