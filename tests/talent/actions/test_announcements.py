from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import InternalError, connection
from django.utils import timezone

from parks.choices.organisations import OrganisationKind
from parks.models import Notice, OutboxMail
from talent.actions.announcements import (
    AnnouncementError,
    deliver_announcement,
    end_announcement,
    open_announcement,
    publish_announcement,
    resume_deliveries,
    save_announcement,
    withdraw_announcement,
)
from talent.models import Announcement, AnnouncementReceipt
from talent.queries.announcements import readers_of, told_to
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
)
from tests.factories.talent import (
    AnnouncementFactory,
    ProfileFactory,
    RosterEntryFactory,
    StudyProgrammeFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


REFUSING = """
CREATE FUNCTION refuse_the_third() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM parks_notice) = 2 THEN RAISE EXCEPTION 'cut off'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_the_third BEFORE INSERT ON parks_notice
FOR EACH ROW EXECUTE FUNCTION refuse_the_third()
"""


@contextmanager
def database_that_refuses_the_third_notice() -> Iterator[None]:
    """End a delivery in its second transaction: its receipt is written, its notice is not."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSING)
        try:
            yield
        finally:
            cursor.execute("DROP TRIGGER refuse_the_third ON parks_notice")


@pytest.fixture
def draft():
    """A draft for three claimed students of a university."""
    row = AnnouncementFactory()
    university = row.organisation.university
    RosterEntryFactory.create_batch(3, university=university, claimed=True)
    RosterEntryFactory(university=university)
    RosterEntryFactory(university=university, claimed=True, left_at=NOW)
    RosterEntryFactory(claimed=True)
    return row


def publish(draft):
    return publish_announcement(draft, by=UserFactory(), now=NOW)


def test_a_university_reaches_its_claimed_students_by_programme_and_year(draft):
    university = draft.organisation.university
    programme = StudyProgrammeFactory(university=university)
    wanted = RosterEntryFactory(
        university=university, programme=programme, graduates_on=date(2027, 6, 30), claimed=True
    )

    everybody = readers_of(draft).count()
    save_announcement(
        draft.organisation,
        announcement=draft,
        by=UserFactory(),
        programmes=[programme],
        cohorts=[2027],
    )

    assert everybody == 4
    assert list(readers_of(Announcement.objects.get(pk=draft.pk))) == [wanted.user]


def test_a_park_office_reaches_the_roles_it_chooses_in_its_own_park():
    park = ParkFactory()
    office = OrganisationFactory(kind=OrganisationKind.PARK_OFFICE, park=park)
    student, recruiter = ProfileFactory(), MembershipFactory(organisation=CompanyFactory(park=park))
    teacher = MembershipFactory(
        organisation=OrganisationFactory(kind=OrganisationKind.COLLEGE, park=park)
    )
    student.parks.add(park)
    MembershipFactory(organisation=CompanyFactory(park=park), left_at=NOW)
    MembershipFactory(organisation=CompanyFactory())

    reached = {
        role: set(readers_of(AnnouncementFactory(organisation=office, park=park, audience=[role])))
        for role in ("students", "companies", "universities")
    }

    assert reached == {
        "students": {student.user},
        "companies": {recruiter.user},
        "universities": {teacher.user},
    }


def test_publishing_tells_everybody_once_however_often_the_task_comes(draft):
    publish(draft)

    told = [deliver_announcement(draft.pk, NOW) for _time in range(2)]

    assert told == [3, 0]
    assert AnnouncementReceipt.objects.count() == 3
    assert Notice.objects.count() == OutboxMail.objects.count() == 3
    assert set(Notice.objects.values_list("kind", flat=True)) == {"announcement"}


def test_a_delivery_cut_off_midway_leaves_nobody_out_and_tells_nobody_twice(draft):
    publish(draft)

    with database_that_refuses_the_third_notice(), pytest.raises(InternalError, match="cut off"):
        deliver_announcement(draft.pk, NOW, at_once=2)
    before = set(AnnouncementReceipt.objects.values_list("user", flat=True))
    noticed = set(Notice.objects.values_list("user", flat=True))
    deliver_announcement(draft.pk, NOW, at_once=2)

    everybody = sorted(readers_of(draft).values_list("pk", flat=True))
    assert (len(before), len(everybody)) == (2, 3)
    assert before == noticed
    for written in (AnnouncementReceipt, Notice, OutboxMail):
        assert sorted(written.objects.values_list("user", flat=True)) == everybody


def test_what_was_cut_off_is_sent_for_again_until_everybody_is_told(
    draft, django_capture_on_commit_callbacks
):
    publish(draft)

    with django_capture_on_commit_callbacks() as before:
        resume_deliveries(NOW + timedelta(minutes=10))
    deliver_announcement(draft.pk, NOW)
    with django_capture_on_commit_callbacks() as after:
        resume_deliveries(NOW + timedelta(minutes=20))

    assert (len(before), len(after)) == (1, 0)


def test_it_is_taken_back_until_somebody_has_read_it_and_then_only_ended(draft):
    publish(draft)
    deliver_announcement(draft.pk, NOW)
    withdraw_announcement(draft, by=UserFactory())
    left = (AnnouncementReceipt.objects.count(), Notice.objects.count())
    publish(draft)
    deliver_announcement(draft.pk, NOW)
    reader = readers_of(draft).first()
    open_announcement(draft, by=reader, now=NOW)

    with pytest.raises(AnnouncementError):
        withdraw_announcement(draft, by=UserFactory())
    with pytest.raises(AnnouncementError):
        save_announcement(
            draft.organisation, announcement=draft, by=UserFactory(), title_en="Other"
        )
    listed = told_to(reader.pk, NOW).count()
    end_announcement(draft, by=UserFactory(), now=NOW)

    assert left == (0, 0)
    assert (listed, told_to(reader.pk, NOW).count()) == (1, 0)
    assert AnnouncementReceipt.objects.exclude(read_at=None).count() == 1


def test_nothing_is_published_to_nobody_or_twice(draft):
    with pytest.raises(AnnouncementError):
        publish(AnnouncementFactory())
    publish(draft)
    with pytest.raises(AnnouncementError):
        publish(draft)
