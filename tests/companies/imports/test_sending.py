"""What a file sends: nothing comes on show that would not by hand, and the office is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.actions.opening_steps import renew_opening, submit_opening, take_back_opening
from companies.actions.reports import look_at_opening, report_opening, uphold_report
from companies.choices.openings import OpeningState, ReportReason
from companies.models import Opening
from companies.queries.reviews import without_review
from parks.models import Notice, OutboxMail
from tests.companies.imports.files import counts, csv_file, errors, imported, previewed
from tests.companies.postings.imports import small_vocabulary
from tests.factories.admin import address
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ROW = {"Job ID": "A-1", "Job title": "Analyst", "Description": "You run HPLC.", "Headcount": "2"}
TODAY = timezone.localdate()


@pytest.fixture
def hr(recruiter, park_officer):
    small_vocabulary()
    return recruiter


@pytest.fixture
def trusted(company):
    company.trusted = True
    company.save()
    return company


def send(company, hr, *rows):
    return imported(company, csv_file(list(rows or [ROW])), by=hr, choice="submit")


def told(person) -> list[str]:
    return [mail.subject for mail in OutboxMail.objects.filter(user=person).order_by("pk")]


def taken_off(graduate, officer, hr) -> Opening:
    """Publish by a file, have the office close it for a complaint; HR renews it as a draft."""
    opening = Opening.objects.get()
    report = report_opening(
        opening, reason=ReportReason.FEES, text="x", now=timezone.now(), by=graduate
    )
    said = {"comment": "It asks for a deposit.", "answer": "You were right."}
    uphold_report(report, state=OpeningState.CLOSED, by=officer, **said)
    renew_opening(opening, closes_on=TODAY + timedelta(days=30), today=TODAY, by=hr)
    return take_back_opening(opening, by=hr)


def test_what_was_taken_off_goes_to_the_office_by_a_file_as_by_hand_though_the_company_is_trusted(
    trusted, hr, graduate, park_officer
):
    send(trusted, hr)
    opening = taken_off(graduate, park_officer, hr)
    OutboxMail.objects.all().delete()
    Opening.objects.update(submitted_at=timezone.now() - timedelta(hours=2))

    job = send(trusted, hr, ROW | {"Headcount": "9"}, ROW | {"Job ID": "A-2"})

    states = dict(Opening.objects.values_list("external_id", "state"))
    assert counts(job) == (1, 1, 0, 0)
    assert states == {"A-1": "submitted", "A-2": "published"}
    assert told(park_officer) == ["To be reviewed: Analyst · Alpha Biologics"]
    take_back_opening(opening, by=hr)
    assert submit_opening(opening, today=TODAY, by=hr).state == "submitted"


def test_the_office_is_told_once_of_a_file_with_the_page_of_its_first_opening(
    company, hr, park_officer
):
    rows = [ROW | {"Job ID": f"A-{number}"} for number in range(3)]

    send(company, hr, *rows)
    send(company, hr, ROW | {"Job ID": "B-1"})
    by_hand = OpeningFactory(company=company, title_en="By hand", text_en="Work.")
    submit_opening(by_hand, today=TODAY, by=hr)

    first = Opening.objects.get(external_id="A-0")
    assert set(Opening.objects.values_list("state", flat=True)) == {"submitted"}
    assert told(park_officer) == ["To be reviewed: Analyst · Alpha Biologics"]
    assert Notice.objects.get(user=park_officer).address == address(first, "change")
    assert not [subject for subject in told(hr) if subject.startswith("To be reviewed")]


def test_drafts_and_what_a_trusted_company_publishes_are_no_work_for_the_office(
    trusted, hr, park_officer
):
    imported(trusted, csv_file([ROW | {"Job ID": "B-1"}]), by=hr)
    send(trusted, hr)

    assert sorted(Opening.objects.values_list("state", flat=True)) == ["draft", "published"]
    assert told(park_officer) == []


def test_a_file_sends_nothing_that_could_not_be_sent_by_hand(trusted, hr):
    draft = [ROW, ROW | {"Job ID": "A-2"}]
    imported(trusted, csv_file(draft), by=hr)
    past, asking = Opening.objects.order_by("external_id")
    Opening.objects.filter(pk=past.pk).update(closes_on=TODAY - timedelta(days=1))
    OpeningQuestionFactory(opening=asking, text_zh="限男性，您符合吗？", text_en="")

    rows = [row | {"Headcount": "9"} for row in draft]
    kept = previewed(trusted, csv_file(rows), by=hr)
    sent = previewed(trusted, csv_file(rows), by=hr, choice="submit")

    assert (counts(kept), counts(sent)) == ((0, 2, 0, 0), (0, 0, 0, 2))
    assert errors(sent)[0][2] == "Its last day has passed. Choose a new one."
    assert errors(sent)[1][2].startswith("This must not stand in a posting: “限男性”: ")


def test_new_words_by_a_file_are_unseen_again_after_the_office_has_looked(
    trusted, hr, park_officer
):
    def unseen() -> bool:
        return without_review(Opening.objects.all()).exists()

    send(trusted, hr)
    published = unseen()
    look_at_opening(Opening.objects.get(), by=park_officer)
    looked_at = unseen()
    send(trusted, hr, ROW | {"Headcount": "9"})
    more_places = unseen()
    send(trusted, hr, ROW | {"Headcount": "9", "Job title": "Senior analyst"})

    assert (published, looked_at, more_places, unseen()) == (True, False, False, True)
    assert set(Opening.objects.values_list("state", flat=True)) == {"published"}
