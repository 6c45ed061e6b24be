"""What the office has not seen, and what it is told of what waits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.actions.opening_steps import submit_opening
from companies.actions.openings import change_opening, move_opening
from companies.actions.reports import look_at_opening
from companies.choices.openings import OpeningState
from companies.models import Opening
from companies.queries.reviews import steps_of, with_waiting, without_review
from parks.models import OutboxMail
from tests.factories.companies import OpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TODAY = date(2026, 11, 23)


@pytest.fixture
def draft(company):
    return OpeningFactory(company=company, title_en="QC analyst", text_en="Run HPLC analyses.")


def unseen() -> list[Opening]:
    return list(without_review(Opening.objects.order_by("pk")))


def test_what_a_trusted_company_publishes_is_unseen_until_the_office_has_looked(
    draft, company, recruiter, park_officer
):
    company.trusted = True
    company.save()

    published = submit_opening(draft, today=TODAY, by=recruiter)
    before = unseen()
    look_at_opening(published, by=park_officer)
    seen = unseen()
    changed = {"requirements": (), "disciplines": (), "questions": ()}
    change_opening(published, **changed, grade="P4", by=recruiter)
    after_a_detail = unseen()
    change_opening(published, **changed, text_en="Something else.", by=recruiter)
    company.trusted = False
    company.save()

    assert (before, seen, after_a_detail, unseen()) == ([draft], [], [], [draft])


def test_what_the_office_has_published_is_seen_and_imports_of_the_trusted_are_not(
    draft, company, recruiter, park_officer
):
    sent = submit_opening(draft, today=TODAY, by=recruiter)
    published = move_opening(sent, state=OpeningState.PUBLISHED, by=park_officer)
    imported = OpeningFactory(company=company, published=True, source="imported")

    of_anybody = unseen()
    company.trusted = True
    company.save()

    assert (published.state, of_anybody, unseen()) == ("published", [], [imported])


def test_sending_gives_the_time_and_the_history_keeps_every_comment(draft, recruiter, park_officer):
    first = submit_opening(draft, today=TODAY, by=recruiter)
    returned = move_opening(
        first, state=OpeningState.RETURNED, comment="Name the pay.", by=park_officer
    )
    second = submit_opening(returned, today=TODAY, by=recruiter)

    assert first.submitted_at is not None
    assert second.submitted_at > first.submitted_at
    assert [(entry.verb, entry.details.get("comment")) for entry in steps_of(second)] == [
        ("submitted", None),
        ("returned", "Name the pay."),
        ("submitted", None),
    ]


def test_the_office_is_told_of_what_waits_once_an_hour_and_company(
    draft, company, recruiter, park_officer
):
    other = OpeningFactory(company=company, text_en="Run assays.")

    submit_opening(draft, today=TODAY, by=recruiter)
    submit_opening(other, today=TODAY, by=recruiter)
    lately = OutboxMail.objects.filter(user=park_officer).count()
    long_ago = timezone.now() - timedelta(hours=2)
    Opening.objects.update(submitted_at=long_ago)
    submit_opening(
        OpeningFactory(company=company, text_en="Fill vials."), today=TODAY, by=recruiter
    )

    mails = OutboxMail.objects.filter(user=park_officer).order_by("pk")
    assert (lately, mails.count()) == (1, 2)
    assert mails[0].subject == "To be reviewed: QC analyst · Alpha Biologics"
    assert f"/admin/companies/opening/{draft.pk}/change/" in mails[0].text


def test_what_an_import_has_sent_waits_since_it_was_written(company):
    imported = OpeningFactory(company=company, state="submitted")

    assert with_waiting(Opening.objects).get().waits_since == imported.updated_at
