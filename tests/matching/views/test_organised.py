"""The desk of those who hold training: from a programme to marks, with everything it refuses."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Programme, Session, SessionMeeting
from matching.models import AttendanceMark, Enrolment
from matching.queries.organised import taught_by
from parks.models import LogEntry, Notice, Skill, SkillAlias
from parks.vocabulary.folding import fold_term
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    SkillFactory,
    UserFactory,
    VerificationFactory,
)
from tests.factories.talent import ProfileFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SessionMeetingFactory,
    TaughtSkillFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DESK = "/desk/training/"


@pytest.fixture
def trainer():
    """Somebody of a training centre in a park."""
    park = ParkFactory(time_zone="Asia/Shanghai")
    return MembershipFactory(organisation=OrganisationFactory(park=park)).user


@pytest.fixture
def centre(trainer):
    return trainer.memberships.get().organisation


def named(text: str, skill: Skill) -> None:
    SkillAlias.objects.create(skill=skill, language="en", text=text, folded=fold_term(text))


def in_days(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


def session_data(trainer, **changes) -> dict[str, object]:
    data = {
        "starts_on": in_days(10),
        "ends_on": in_days(20),
        "enrol_by": in_days(9),
        "capacity": 2,
        "price": 900,
        "subsidy": 300,
        "pass_mark": 60,
        "attendance_percent": 50,
        "trainers": [trainer.pk],
        "meetings": f"{in_days(10)} 09:00–12:00 Gowning @ Room 3\n{in_days(11)} 9:30-11:00",
    }
    return data | changes


def test_a_programme_and_a_session_are_written_announced_opened_and_changed(
    sign_in, trainer, centre
):
    named("ELISA", skill := SkillFactory(label_en="ELISA"))
    client = sign_in(trainer)
    new = reverse("matching:new_programme", args=[centre.uuid])
    facts = {"name_en": "Immunoassays", "park": centre.park_id, "seats": 12, "listed": "on"}

    unknown = client.post(new, {**facts, "skills_familiar": "No such skill"})
    client.post(new, {**facts, "skills_familiar": "ELISA"})
    programme = Programme.objects.get()
    page = reverse("matching:new_session", args=[programme.uuid])
    client.post(page, session_data(trainer))
    session = Session.objects.get()
    move = reverse("matching:move_session", args=[session.uuid])
    for state in ("planned", "open"):
        client.post(move, {"state": state})
    change = reverse("matching:edit_session", args=[session.uuid])
    client.post(change, session_data(trainer, capacity=5))

    session.refresh_from_db()
    assert "Not in the vocabulary: No such skill" in unknown.content.decode()
    assert [(one.skill, one.level) for one in programme.skills.all()] == [(skill, 2)]
    assert (session.state, session.capacity, session.trainers.get()) == ("open", 5, trainer)
    first = session.meetings.order_by("starts_at").first()
    assert (first.topic, first.place, first.starts_at.hour) == ("Gowning", "Room 3", 1)
    assert session.meetings.count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": in_days(5)}, "The last day comes after the first."),
        ({"enrol_by": in_days(40)}, "Enrolment ends before the session does."),
        ({"subsidy": 1000}, "The park pays no more than the price."),
        ({"meetings": "tomorrow at nine"}, "is no day with two times"),
        ({"meetings": "2026-12-01 12:00-09:00"}, "ends before it begins"),
        ({"meetings": "2026-13-01 09:00-10:00"}, "is no day with two times"),
        ({"meetings": f"{in_days(10)} 9:00-11:00\n{in_days(10)} 10:59-12:00"}, "overlap"),
        ({"meetings": f"{in_days(10)} 9:00-11:00\n{in_days(10)} 9:00-10:00"}, "overlap"),
        ({"meetings": f"{in_days(21)} 9:00-11:00"}, "not between the first and the last day"),
        ({"capacity": 0}, "greater than or equal to 1"),
        ({"starts_on": "0001-01-01", "meetings": ""}, "Check the year"),
        ({"ends_on": "9999-12-31"}, "Check the year"),
        ({"starts_on": in_days(-366), "meetings": ""}, "Check the year"),
        ({"ends_on": in_days(10 + 732)}, "two years at most"),
    ],
)
def test_a_session_that_cannot_be_is_refused_with_the_reason(
    sign_in, trainer, centre, change, words
):
    programme = ProgrammeFactory(organiser=centre, park=centre.park)
    page = reverse("matching:new_session", args=[programme.uuid])

    response = sign_in(trainer).post(page, session_data(trainer, **change))

    assert words in response.content.decode()
    assert not Session.objects.exists()


def test_nothing_opens_without_a_trainer_and_a_meeting_and_no_move_is_invented(
    sign_in, trainer, centre
):
    session = SessionFactory(programme__organiser=centre, state="planned")
    move = reverse("matching:move_session", args=[session.uuid])
    client = sign_in(trainer)

    answers = [
        client.post(move, {"state": state}, follow=True).content.decode()
        for state in ("open", "closed", "cancelled", "")
    ]

    session.refresh_from_db()
    assert session.state == "planned"
    assert "Name a trainer first." in answers[0]
    assert "cannot become" in answers[1]
    assert all("Choose what comes next." in answer for answer in answers[2:])


def test_more_places_go_to_those_who_wait_and_too_few_are_refused(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre, capacity=1, taken=1)
    EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, state="waiting")
    change = reverse("matching:edit_session", args=[session.uuid])
    client = sign_in(trainer)

    client.post(change, session_data(trainer, capacity=2))
    refused = client.post(change, session_data(trainer, capacity=1)).content.decode()

    waiting.refresh_from_db()
    assert waiting.state == "enrolled"
    assert "2 places are taken" in refused


def test_somebody_is_taken_off_and_a_session_called_off_with_a_reason(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre, taken=2)
    first, second = EnrolmentFactory.create_batch(2, session=session)
    client = sign_in(trainer)
    remove = reverse("matching:remove_person", args=[first.uuid])
    cancel = reverse("matching:call_off", args=[session.uuid])

    empty = client.post(remove, {"reason": " "}).content.decode()
    client.post(remove, {"reason": "Came to no meeting"})
    client.post(cancel, {"reason": "The trainer is ill"})

    session.refresh_from_db()
    assert "This field is required." in empty
    assert (session.state, session.taken) == ("cancelled", 0)
    reasons = list(Enrolment.objects.order_by("pk").values_list("state", "reason"))
    assert reasons == [("removed", "Came to no meeting"), ("removed", "The trainer is ill")]
    assert Notice.objects.filter(user=second.profile.user, text_en__contains="Called off").exists()


def test_attendance_is_one_sheet_for_organiser_and_trainer(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre, state="running", taken=2)
    outside = ProfileFactory().user
    session.trainers.add(outside)
    meeting = SessionMeetingFactory(session=session)
    here, away = EnrolmentFactory.create_batch(2, session=session)
    sheet = reverse("matching:attendance", args=[session.uuid, meeting.pk])
    marks = {f"mark-{here.pk}": "present", f"mark-{away.pk}": "absent", "mark-x": "present"}

    sign_in(trainer).post(sheet, marks)
    client = sign_in(outside)
    again = client.post(sheet, marks, follow=True).content.decode()
    teaching = client.get(reverse("matching:teaching", args=[session.uuid])).content.decode()
    desk = client.get(reverse("matching:desk_session", args=[session.uuid]))

    assert dict(AttendanceMark.objects.values_list("enrolment", "mark")) == {
        here.pk: "present",
        away.pk: "absent",
    }
    assert "Saved: 0 marks" in again
    assert here.profile.user.email not in teaching
    assert str(here.profile.user) in teaching
    assert desk.status_code == 404


def test_a_trainer_who_has_left_the_organiser_reads_its_participants_no_more(
    sign_in, trainer, centre
):
    session = SessionFactory(programme__organiser=centre, state="running")
    session.trainers.add(trainer)
    page, client = reverse("matching:teaching", args=[session.uuid]), sign_in(trainer)

    before = client.get(page).status_code
    trainer.memberships.update(left_at=timezone.now())

    assert (before, client.get(page).status_code) == (200, 404)
    assert list(taught_by(trainer.pk)) == []


def test_attendance_is_not_marked_before_a_session_runs_or_of_another_session(
    sign_in, trainer, centre
):
    session = SessionFactory(programme__organiser=centre, state="open")
    meeting = SessionMeetingFactory(session=session)
    own, foreign = EnrolmentFactory(session=session), EnrolmentFactory()
    sheet = reverse("matching:attendance", args=[session.uuid, meeting.pk])
    client = sign_in(trainer)

    early = client.post(sheet, {f"mark-{own.pk}": "present"}, follow=True).content.decode()
    Session.objects.filter(pk=session.pk).update(state="running")
    other, none = (
        client.post(sheet, {f"mark-{number}": "present"}, follow=True).content.decode()
        for number in (foreign.pk, "9" * 30)
    )

    assert "Attendance is marked while the session runs." in early
    assert "Somebody has left the session" in other
    assert "Somebody has left the session" in none
    assert not AttendanceMark.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_one_or_three(
    sign_in, trainer, centre, rows, django_assert_num_queries
):
    for _row in range(rows):
        taught = TaughtSkillFactory(programme__organiser=centre)
        SessionFactory.create_batch(2, programme=taught.programme)
    ProgrammeFactory()  # somebody else's
    client = sign_in(trainer)

    with django_assert_num_queries(9):
        response = client.get(DESK)

    assert len(response.context["page"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_session_costs_the_same_for_one_or_three_people(
    sign_in, trainer, centre, rows, django_assert_num_queries
):
    session = SessionFactory(programme__organiser=centre)
    EnrolmentFactory.create_batch(rows, session=session, rating=4)
    EnrolmentFactory.create_batch(rows, session=session, state="waiting")
    client = sign_in(trainer)

    with django_assert_num_queries(7):
        text = client.get(reverse("matching:desk_session", args=[session.uuid])).content.decode()

    assert "4.0 of 5" in text


def test_a_copy_keeps_the_days_of_the_week_and_leaves_two_weeks_to_enrol(sign_in, trainer, centre):
    first = datetime(2026, 3, 2, 1, tzinfo=UTC)  # a Monday, nine o'clock in Shanghai
    session = SessionFactory(
        programme__organiser=centre,
        programme__park=centre.park,
        state="closed",
        starts_on=first.date(),
        enrol_by=first.date() - timedelta(days=3),
        capacity=7,
    )
    SessionMeetingFactory(session=session, starts_at=first, topic="Gowning")
    client = sign_in(trainer)
    page = reverse("matching:copy_session", args=[session.uuid])

    shown = client.get(page).context["form"].initial
    client.post(page, session_data(trainer, capacity=9))

    to_enrol = (shown["starts_on"] - timezone.localdate()).days
    assert (shown["capacity"], shown["starts_on"].weekday()) == (7, 0)
    assert 14 <= to_enrol < 21
    assert shown["meetings"] == f"{shown['starts_on']} 09:00–12:00 Gowning"
    copy = Session.objects.exclude(pk=session.pk).get()
    assert (copy.state, copy.capacity, copy.taken) == ("draft", 9, 0)


def test_a_session_without_all_results_is_closed_only_after_a_second_word(sign_in, trainer, centre):
    session = SessionMeetingFactory(
        session__programme__organiser=centre, session__state="running", session__taken=1
    ).session
    EnrolmentFactory(session=session, profile__user__full_name="Lin Yue")
    move = reverse("matching:move_session", args=[session.uuid])
    client = sign_in(trainer)

    asked = client.post(move, {"state": "assessed"}).content.decode()
    session.refresh_from_db()
    before = session.state
    take_off = "Take off the list"
    desk = reverse("matching:desk_session", args=[session.uuid])
    offered = [take_off in client.get(desk).text]
    client.post(move, {"state": "assessed", "confirmed": "1"})
    offered.append(take_off in client.get(desk).text)

    session.refresh_from_db()
    assert offered == [True, False]
    assert "Results are missing for 1 person: Lin Yue." in asked
    assert "Go on without them" in asked
    assert (before, session.state) == ("running", "assessed")


def test_who_is_left_over_when_a_session_is_closed_is_named_and_has_not_passed(
    sign_in, trainer, centre
):
    session = SessionFactory(programme__organiser=centre, state="assessed", taken=1)
    row = EnrolmentFactory(session=session, profile__user__full_name="Lin Yue")
    move = reverse("matching:move_session", args=[session.uuid])
    client = sign_in(trainer)

    asked = client.post(move, {"state": "closed"}).content.decode()
    row.refresh_from_db()
    before = row.state
    client.post(move, {"state": "closed", "confirmed": "1"})

    row.refresh_from_db()
    assert "missing for 1 person: Lin Yue." in asked
    assert "have not passed and are told so" in asked
    assert 'name="state" value="closed"' in asked
    assert (before, row.state) == ("enrolled", "failed")


@pytest.mark.parametrize(
    "line",
    [
        "{day:%Y-%m-%d} 09:00–12:00 洁净更衣 @ 三号楼",
        "{day:%Y}/{day.month}/{day.day} 09：00－12：00 洁净更衣 @ 三号楼",
        "{day:%Y}年{day.month}月{day.day}日 9:00~12:00 洁净更衣＠三号楼",
        "{day:%Y}年{day.month}月{day.day}日09:00至12:00 洁净更衣 @ 三号楼",
    ],
)
def test_a_meeting_is_read_as_people_write_it(sign_in, trainer, centre, line):
    programme = ProgrammeFactory(organiser=centre, park=centre.park)
    day = timezone.localdate() + timedelta(days=12)
    page = reverse("matching:new_session", args=[programme.uuid])

    sign_in(trainer).post(page, session_data(trainer, meetings=line.format(day=day)))

    meeting = SessionMeeting.objects.get()
    zone = ZoneInfo(centre.park.time_zone)
    begins, ends = (moment.astimezone(zone) for moment in (meeting.starts_at, meeting.ends_at))
    assert (begins.date(), begins.hour, ends.hour) == (day, 9, 12)
    assert (meeting.topic, meeting.place) == ("洁净更衣", "三号楼")


def test_a_session_can_be_changed_though_a_trainer_has_left_the_organiser(sign_in, trainer, centre):
    left = MembershipFactory(organisation=centre, role="member")
    programme = ProgrammeFactory(organiser=centre, park=centre.park)
    today = timezone.localdate()
    session = SessionFactory(programme=programme, state="running", starts_on=today, enrol_by=today)
    session.trainers.set([trainer, left.user])
    left.left_at = timezone.now()
    left.save()
    data = session_data(trainer, meetings="", capacity=9) | {
        "starts_on": today,
        "ends_on": session.ends_on,
        "enrol_by": today,
        "trainers": [trainer.pk, left.user_id],
    }

    sign_in(trainer).post(reverse("matching:edit_session", args=[session.uuid]), data)

    session.refresh_from_db()
    assert session.capacity == 9


def test_what_is_written_in_a_second_tab_does_not_undo_the_first_unseen(sign_in, trainer, centre):
    session = SessionFactory(
        programme=ProgrammeFactory(organiser=centre, park=centre.park), place="Room 1"
    )
    client, page = sign_in(trainer), reverse("matching:edit_session", args=[session.uuid])
    data = session_data(trainer, meetings="")
    first, second = (client.get(page).context["form"]["seen"].value() for _tab in range(2))

    client.post(page, data | {"seen": first, "place": "Room 2"})
    stale = client.post(page, data | {"seen": second, "place": "Room 3"})
    session.refresh_from_db()
    kept = session.place
    client.post(page, data | {"seen": stale.context["form"]["seen"].value(), "place": "Room 3"})

    session.refresh_from_db()
    assert "was changed meanwhile" in stale.text
    assert 'value="Room 3"' in stale.text
    assert (kept, session.place) == ("Room 2", "Room 3")


def test_a_look_at_the_address_that_moves_a_session_leads_to_its_page(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre)

    answer = sign_in(trainer).get(reverse("matching:move_session", args=[session.uuid]))

    assert answer["Location"] == reverse("matching:desk_session", args=[session.uuid])


def test_a_session_begins_before_its_first_day_only_after_a_second_word(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre)
    today = SessionFactory(programme=session.programme, starts_on=timezone.localdate())
    client, states = sign_in(trainer), []

    for row, data in ((session, {}), (session, {"confirmed": "1"}), (today, {})):
        address = reverse("matching:move_session", args=[row.uuid])
        answer = client.post(address, {"state": "running", **data})
        row.refresh_from_db()
        states.append((row.state, "Begin now" in answer.text))

    assert states == [("open", True), ("running", False), ("running", False)]


def test_the_sheet_of_a_meeting_to_come_says_from_when_it_is_marked(sign_in, trainer, centre):
    session = SessionFactory(programme__organiser=centre, state="running")
    to_come = SessionMeetingFactory(session=session, starts_at=timezone.now() + timedelta(hours=1))
    EnrolmentFactory(session=session)
    client = sign_in(trainer)

    early, held = (
        client.get(reverse("matching:attendance", args=[session.uuid, meeting.pk])).text
        for meeting in (to_come, SessionMeetingFactory(session=session))
    )

    assert "Attendance is marked from" in early
    assert "Save the attendance" not in early
    assert "Save the attendance" in held


def test_a_draft_is_deleted_after_a_question_and_what_was_announced_stays(sign_in, trainer, centre):
    draft = SessionFactory(programme__organiser=centre, state="draft")
    SessionMeetingFactory(session=draft)
    announced = SessionFactory(programme=draft.programme, state="planned")
    foreign = SessionFactory(state="draft")
    client = sign_in(trainer)
    pages = [
        reverse("matching:discard_session", args=[row.uuid]) for row in (draft, announced, foreign)
    ]

    offered = pages[0] in client.get(reverse("matching:desk_session", args=[draft.uuid])).text
    asked = client.get(pages[0]).text
    before = Session.objects.count()
    answers = [client.post(address, follow=True) for address in pages]

    assert offered
    assert "This cannot be undone." in asked
    assert before == 3
    assert "The draft is deleted." in answers[0].text
    assert "call it off instead" in answers[1].text
    assert answers[2].status_code == 404
    assert list(Session.objects.order_by("pk")) == [announced, foreign]
    entry = LogEntry.objects.get(verb="draft discarded")
    assert (entry.row_id, entry.actor) == (draft.pk, trainer)


def test_examiners_are_named_by_address_and_an_unknown_one_or_a_trainer_is_refused(
    sign_in, trainer, centre
):
    session = SessionFactory(programme=ProgrammeFactory(organiser=centre, park=centre.park))
    elsewhere = CompanyFactory(verified=True)
    outside = MembershipFactory(organisation=elsewhere, user__email="examiner@example.org").user
    left = MembershipFactory(organisation=centre, left_at=timezone.now()).user
    student = ProfileFactory().user
    VerificationFactory(organisation=centre)
    client, page = sign_in(trainer), reverse("matching:edit_session", args=[session.uuid])

    def named(*addresses):
        data = session_data(trainer, meetings="", examiners="\n".join(addresses))
        return client.post(page, data).content.decode()

    unfit = ("nobody@example.org", left.email, student.email, trainer.email)
    refused = [named(address) for address in unfit]
    kept = list(session.examiners.all())
    named("Examiner@Example.org", outside.email)

    assert "“nobody@example.org” is the address of nobody who can examine here" in refused[0]
    assert all("is the address of nobody" in text for text in refused[1:3])
    assert "Who teaches a session cannot examine it." in refused[3]
    assert kept == []
    assert list(session.examiners.all()) == [outside]
    assert outside.email in client.get(page).content.decode()


@pytest.mark.parametrize("role", ["interviewer", None])
def test_who_only_teaches_or_examines_is_led_to_what_they_teach_and_examine(
    sign_in, trainer, centre, role
):
    person = UserFactory()
    if role:
        MembershipFactory(organisation=centre, user=person, role=role)
    drafts = {"programme__organiser": centre, "state": "draft"}
    taught, examined = SessionFactory.create_batch(2, **drafts)
    taught.trainers.add(person)
    examined.examiners.add(person)
    client = sign_in(person)

    home = client.get("/desk/interviews/" if role else "/me/training/").content.decode()
    desk = client.get(DESK).content.decode()

    assert f'href="{DESK}"' in home
    assert reverse("matching:teaching", args=[taught.uuid]) in desk
    assert reverse("matching:session_results", args=[examined.uuid]) in desk
    assert "No programme yet" not in desk
    pages = [client.get(each.get_absolute_url()) for each in (taught, examined)]
    assert [page.status_code for page in pages] == [200, 200]
