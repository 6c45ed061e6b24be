"""Postings that somebody complains of, and a company that never hears who did."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from companies.actions.opening_steps import close_opening, renew_opening, resume_opening
from companies.actions.openings import change_opening, move_opening
from companies.actions.reports import (
    MOST_A_DAY,
    ReportError,
    dismiss_report,
    report_opening,
    uphold_report,
)
from companies.choices.openings import REPORT_MOVES, OpeningState, ReportReason, ReportState
from companies.models import Opening, OpeningReport
from parks.models import LogEntry, Notice, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from tests.factories.companies import OpeningFactory, OpeningReportFactory
from tests.factories.parks import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOW = timezone.now()
FEES, OTHER = ReportReason.FEES, ReportReason.OTHER
TODAY = date(2026, 11, 23)
WHY = "It asks applicants for a deposit."
THANKS = "You were right, thank you."


@pytest.fixture
def posting(company):
    return OpeningFactory(
        company=company, published=True, title_en="QC analyst", text_en="Run HPLC analyses."
    )


@pytest.fixture
def report(posting, graduate, park_officer):
    words = "They wanted 500 yuan of me, Lin Yue."
    return report_opening(posting, reason=FEES, text=words, now=NOW, by=graduate)


def everything() -> list[list[dict]]:
    nouns = (LogEntry, OutboxMail, Opening, OpeningReport)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def told(user) -> str:
    """All that a person was told, in mails and in the portal."""
    mails = OutboxMail.objects.filter(user=user).order_by("pk")
    notices = Notice.objects.filter(user=user).order_by("pk")
    return " ".join([mail.subject + mail.text for mail in mails] + [row.text_en for row in notices])


def test_only_the_office_of_the_park_hears_of_a_report(
    report, posting, graduate, park_officer, recruiter, viewers
):
    assert (report.state, report.reported_by) == ("open", graduate)
    assert "Reported: QC analyst (It asks for money)" in told(park_officer)
    assert f"/admin/companies/openingreport/{report.pk}/change/" in told(park_officer)
    assert told(recruiter) == ""
    entry = LogEntry.objects.get(verb="reported")
    assert (entry.park, entry.organisation) == (posting.park, None)
    readers = {
        name
        for name, viewer in viewers().items()
        if OpeningReport.objects.visible_to(viewer).exists()
    }
    assert readers == {"graduate", "park_officer", "operator"}
    assert not LogEntry.objects.visible_to(viewer_of(recruiter)).filter(verb="reported").exists()


@pytest.mark.parametrize("state", sorted(set(OpeningState.values) - {"published"}))
def test_only_what_is_on_show_is_reported(state, posting):
    Opening.objects.update(state=state, review_comment="Before")
    before = everything()

    with pytest.raises(ReportError, match="not on show"):
        report_opening(posting, reason=FEES, now=NOW, by=UserFactory())

    assert everything()[2:] == before[2:]


def test_what_is_refused_leaves_nothing_behind(posting, recruiter, report, graduate):
    before = everything()

    with pytest.raises(ReportError, match="own company"):
        report_opening(posting, reason=FEES, now=NOW, by=recruiter)
    with pytest.raises(ReportError, match="already"):
        report_opening(posting, reason=OTHER, text="Again", now=NOW, by=graduate)
    with pytest.raises(ReportError, match="own words"):
        report_opening(OpeningFactory(published=True), reason=OTHER, now=NOW, by=graduate)

    assert [rows for rows in everything() if rows] == [
        rows for rows in [*before[:2], everything()[2], before[3]] if rows
    ]


def test_nobody_reports_more_than_five_postings_a_day(posting, graduate):
    OpeningReportFactory.create_batch(MOST_A_DAY, reported_by=graduate, settled=True)

    with pytest.raises(ReportError, match="5 postings today"):
        report_opening(posting, reason=FEES, now=NOW, by=graduate)
    tomorrow = report_opening(
        posting, reason=FEES, now=timezone.now() + timedelta(days=1), by=graduate
    )

    assert tomorrow.state == "open"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_report(posting, graduate):
    start, outcomes = Barrier(2), []

    def click() -> None:
        start.wait()
        try:
            outcomes.append(report_opening(posting, reason=FEES, now=NOW, by=graduate).state)
        except ReportError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["open", "refused"]
    assert OpeningReport.objects.count() == 1


@pytest.mark.parametrize("state", [OpeningState.PAUSED, OpeningState.CLOSED])
def test_an_upheld_report_takes_the_posting_off_and_answers_both_sides(
    state, report, posting, graduate, recruiter, park_officer
):
    second = OpeningReportFactory(opening=posting, reported_by=UserFactory())

    upheld = uphold_report(report, state=state, comment=WHY, answer=THANKS, by=park_officer)

    posting.refresh_from_db()
    second.refresh_from_db()
    assert (posting.state, posting.review_comment) == (state, WHY)
    assert (upheld.state, upheld.decided_by, upheld.answer) == ("upheld", park_officer, THANKS)
    assert (second.state, second.answer) == ("upheld", THANKS)
    assert WHY in told(recruiter)
    assert "Your report was right: QC analyst" in told(graduate)
    assert THANKS in told(graduate)
    for secret in ("Lin Yue", "500 yuan", graduate.email, THANKS):
        assert secret not in told(recruiter)
    of_company = LogEntry.objects.visible_to(viewer_of(recruiter))
    assert not of_company.filter(actor=graduate).exists()


def test_a_report_that_is_not_upheld_is_answered_and_the_company_hears_nothing(
    report, posting, graduate, recruiter, park_officer
):
    dismissed = dismiss_report(report, answer="The fee is for the canteen.", by=park_officer)

    posting.refresh_from_db()
    assert (dismissed.state, posting.state) == ("dismissed", "published")
    assert "The fee is for the canteen." in told(graduate)
    assert told(recruiter) == ""


@pytest.mark.parametrize("state", ["upheld", "dismissed"])
def test_what_is_decided_is_not_decided_again(state, report, park_officer):
    OpeningReport.objects.update(state=state, decided_at=NOW)
    before = everything()

    with pytest.raises(IllegalMoveError):
        dismiss_report(report, answer="No", by=park_officer)
    with pytest.raises(IllegalMoveError):
        uphold_report(
            report, state=OpeningState.CLOSED, comment=WHY, answer=THANKS, by=park_officer
        )

    assert everything() == before
    assert REPORT_MOVES.final() == [ReportState.UPHELD, ReportState.DISMISSED]


def test_both_sides_are_owed_words(report, park_officer):
    before, close = everything(), OpeningState.CLOSED

    with pytest.raises(ReportError, match="Answer"):
        dismiss_report(report, answer=" ", by=park_officer)
    with pytest.raises(ReportError, match="Tell the company"):
        uphold_report(report, state=close, comment=" ", answer=THANKS, by=park_officer)
    with pytest.raises(ReportError, match="Answer"):
        uphold_report(report, state=close, comment=WHY, answer="", by=park_officer)
    with pytest.raises(ValueError, match="paused or closed"):
        uphold_report(report, state=OpeningState.DRAFT, comment=WHY, answer=THANKS, by=park_officer)

    assert everything() == before


def test_a_posting_that_its_company_has_closed_stays_closed(
    report, posting, recruiter, park_officer
):
    close_opening(posting, by=recruiter)

    uphold_report(report, state=OpeningState.CLOSED, comment=WHY, answer=THANKS, by=park_officer)

    posting.refresh_from_db()
    assert (posting.state, posting.review_comment) == ("closed", "")


@pytest.mark.parametrize("trusted", [False, True])
def test_what_was_taken_off_comes_back_only_through_the_office(
    trusted, report, posting, company, recruiter, park_officer
):
    company.trusted = trusted
    company.save()
    uphold_report(report, state=OpeningState.PAUSED, comment=WHY, answer=THANKS, by=park_officer)

    resumed = resume_opening(posting, today=TODAY, by=recruiter)
    published = move_opening(resumed, state=OpeningState.PUBLISHED, by=park_officer)
    paused = move_opening(published, state=OpeningState.PAUSED, by=recruiter)
    again = resume_opening(paused, today=TODAY, by=recruiter)

    assert resumed.state == "submitted"
    assert again.state == "published"  # the office has seen it since


def test_what_was_closed_for_a_complaint_is_renewed_through_the_office(
    report, posting, company, recruiter, park_officer
):
    company.trusted = True
    company.save()
    uphold_report(report, state=OpeningState.CLOSED, comment=WHY, answer=THANKS, by=park_officer)

    renewed = renew_opening(posting, closes_on=TODAY + timedelta(days=9), today=TODAY, by=recruiter)

    assert renewed.state == "submitted"


def test_a_change_that_a_trusted_company_makes_to_a_paused_posting_is_not_shown_by_it(
    report, posting, company, recruiter, park_officer
):
    company.trusted = True
    company.save()
    uphold_report(report, state=OpeningState.PAUSED, comment=WHY, answer=THANKS, by=park_officer)

    changed = change_opening(
        posting, requirements=(), disciplines=(), questions=(), text_en="No fee.", by=recruiter
    )

    assert changed.state == "paused"
