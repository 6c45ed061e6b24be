"""Sessions of many people: their sheets go on over several pages, and their list is a file."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from matching.models import Assessment, AttendanceMark
from matching.queries.organised import PEOPLE_A_PAGE
from parks.models import LogEntry
from talent.models import Disclosure
from tests.factories.certificates import AssessmentFactory, LearnerFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory
from tests.factories.training import (
    AttendanceMarkFactory,
    EnrolmentFactory,
    SessionFactory,
    SessionMeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def organiser(park):
    return MembershipFactory(organisation=OrganisationFactory(park=park)).user


@pytest.fixture
def session(organiser):
    return SessionFactory(
        programme__organiser=organiser.memberships.get().organisation,
        state="running",
        capacity=500,
    )


def people(session, number, **facts):
    """Enrol people whose names follow the alphabet as their numbers do."""
    return [
        EnrolmentFactory(session=session, profile__user__full_name=f"Person {each:04}", **facts)
        for each in range(number)
    ]


def test_participants_sheets_and_results_go_on_over_pages(sign_in, session, organiser):
    meeting = SessionMeetingFactory(session=session)
    last = people(session, PEOPLE_A_PAGE + 1)[-1]
    client = sign_in(organiser)
    addresses = (
        reverse("matching:desk_session", args=[session.uuid]),
        reverse("matching:teaching", args=[session.uuid]),
        reverse("matching:attendance", args=[session.uuid, meeting.pk]),
        reverse("matching:session_results", args=[session.uuid]),
    )

    for address in addresses:
        first, second = (client.get(address, {"page": number}).text for number in (1, 2))
        name = str(last.profile.user)
        assert (name in first, name in second) == (False, True), address
        assert 'rel="next"' in first, address


def test_a_long_waiting_list_says_how_many_there_are(sign_in, session, organiser):
    people(session, PEOPLE_A_PAGE + 2, state="waiting")

    text = sign_in(organiser).get(reverse("matching:desk_session", args=[session.uuid])).text

    assert f"The first {PEOPLE_A_PAGE} of {PEOPLE_A_PAGE + 2} people." in text


def test_points_reach_those_they_were_entered_for_though_others_stand_on_the_page(
    sign_in, session, organiser
):
    moved = people(session, PEOPLE_A_PAGE)[-1]
    sheet = reverse("matching:session_results", args=[session.uuid])
    client = sign_in(organiser)
    client.get(sheet)
    EnrolmentFactory(session=session, profile__user__full_name="Aaron")

    client.post(sheet, {f"theory-{moved.uuid}": "77", f"theory-{moved.uuid}-attempt": "1"})

    assert Assessment.objects.get().enrolment == moved
    assert Assessment.objects.get().points == 77


def test_who_is_not_marked_otherwise_was_present_if_that_is_said(sign_in, session, organiser):
    meeting = SessionMeetingFactory(session=session)
    late, absent, plain, elsewhere = people(session, 4)
    AttendanceMarkFactory(enrolment=absent, meeting=meeting, mark="absent")
    sheet = reverse("matching:attendance", args=[session.uuid, meeting.pk])
    on_it = {"row": [late.pk, absent.pk, plain.pk, "x"], "others": "present"}

    client = sign_in(organiser)
    client.post(sheet, {**on_it, f"mark-{late.pk}": "late", f"mark-{absent.pk}": "absent"})

    marks = dict(AttendanceMark.objects.values_list("enrolment", "mark"))
    assert marks == {late.pk: "late", absent.pk: "absent", plain.pk: "present"}
    assert elsewhere.pk not in marks
    client.post(sheet, {**on_it, "others": "nonsense"})
    assert dict(AttendanceMark.objects.values_list("enrolment", "mark")) == marks


def test_the_list_is_a_file_for_its_organiser_which_those_in_it_hear_of(
    sign_in, session, organiser
):
    waiting = EnrolmentFactory(session=session, state="waiting")
    passed = LearnerFactory(session=session, state="passed", profile__user__full_name="=Lin")
    EnrolmentFactory(session=session, state="withdrawn")
    for part, attempt, points in (("theory", 1, 50), ("theory", 2, 81), ("practice", 1, 90)):
        AssessmentFactory(enrolment=passed, part=part, attempt=attempt, points=points)
    client = sign_in(organiser)

    def file(form):
        return client.get(reverse("matching:participants_file", args=[session.uuid, form]))

    rows = list(csv.reader(StringIO(file("csv").content.decode("utf-8-sig"))))
    book = load_workbook(BytesIO(file("xlsx").content)).active

    assert rows[0][:3] == ["Person", "E-mail", "State"]
    assert rows[1][0] == "'=Lin"
    assert rows[1][1:3] == [passed.profile.user.email, "Passed"]
    assert rows[1][4:7] == ["100", "81", "90"]
    assert rows[2][1:3] == [waiting.profile.user.email, "On the waiting list"]
    assert rows[2][4:7] == ["", "", ""]
    assert len(rows) == 3
    assert [book.cell(2, 6).value, book.cell(2, 7).value] == [81, 90]
    seen = Disclosure.objects.filter(kind="download", organisation=session.programme.organiser)
    assert set(seen.values_list("profile", flat=True)) == {passed.profile_id, waiting.profile_id}
    assert LogEntry.objects.filter(verb="participants exported").count() == 2
    assert file("pdf").status_code == 404


def test_a_trainer_from_outside_and_the_office_of_the_park_get_no_file(
    sign_in, session, park_officer
):
    trainer = MembershipFactory().user
    session.trainers.add(trainer)
    session.programme.park = park_officer.memberships.get().organisation.park
    session.programme.save()
    file = reverse("matching:participants_file", args=[session.uuid, "csv"])
    desk = reverse("matching:desk_session", args=[session.uuid])

    office = sign_in(park_officer)

    assert sign_in(trainer).get(file).status_code == 404
    assert office.get(file).status_code == 404
    assert file not in office.get(desk).text
