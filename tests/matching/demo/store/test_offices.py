import pytest
from django.utils import timezone

from companies.models import Opening, OpeningReport
from parks.models import Organisation, User, Verification
from parks.queries.viewers import viewer_of
from talent.models import Announcement
from tests.matching.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_requests_of_several_kinds_and_ages_wait_for_the_park_office(demo):
    officer = viewer_of(User.objects.get(email="office@demo.example"))
    rows = Verification.objects.editable_by(officer)

    asked = rows.get(state="asked")
    waits = rows.filter(state="pending").order_by("submitted_at").first()
    assert asked.reason
    assert asked.decided_by.email == "office@demo.example"
    assert asked.submitted_at < asked.decided_at
    assert waits.organisation.slug == "lakeside-cancer-hospital"
    assert (TODAY - waits.submitted_at.date()).days == 13
    assert Organisation.objects.filter(kind="institute", verifications=asked).exists()


def test_submitted_postings_have_waited_for_different_times(demo):
    waiting = Opening.objects.filter(state="submitted")

    days = {(TODAY - row.submitted_at.date()).days for row in waiting}
    assert len(days) > 1
    assert min(days) >= 1
    assert not Opening.objects.exclude(state="submitted").exclude(submitted_at=None).exists()


def test_published_postings_of_the_first_park_are_reported_and_one_report_is_settled(demo):
    reports = OpeningReport.objects.select_related("opening")

    assert sorted(reports.values_list("state", flat=True)) == ["open", "open", "upheld"]
    assert {row.opening.park.slug for row in reports} == {"biobay"}
    assert {row.opening.state for row in reports} == {"published"}
    settled = reports.get(state="upheld")
    assert settled.reported_at < settled.decided_at
    assert settled.answer


def test_announcements_are_drafts_shown_and_over(demo):
    rows = Announcement.objects.all()
    now = timezone.make_aware(
        timezone.datetime(TODAY.year, TODAY.month, TODAY.day), timezone.get_current_timezone()
    )

    shown = set(rows.published(now).values_list("title_en", flat=True))
    assert rows.filter(published_at=None).count() == 1
    assert len(shown) == 3
    assert "Maintenance of the portal" not in shown
    assert {row.organisation.kind for row in rows} == {"university", "park_office"}
