"""The page on which somebody reports a posting, and reads what came of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening, OpeningReport
from tests.factories.companies import OpeningFactory, OpeningReportFactory
from tests.factories.parks import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def posting(company):
    return OpeningFactory(company=company, published=True, title_en="QC analyst")


def page_of(opening) -> str:
    return reverse("companies:report", args=[opening.uuid])


def test_a_report_is_sent_once_and_its_page_says_that_it_waits(posting, graduate, sign_in):
    client = sign_in(graduate)

    linked = client.get(posting.get_absolute_url()).text
    asked = client.get(page_of(posting)).text
    sent = client.post(page_of(posting), {"reason": "fees", "text": "500 yuan"}, follow=True)
    again = client.post(page_of(posting), {"reason": "false"})

    report = OpeningReport.objects.get()
    assert page_of(posting) in linked
    assert "The company does not hear who reported it." in asked
    assert [str(message) for message in sent.context["messages"]] == [
        "Reported. The park office looks at it and answers you."
    ]
    assert (report.reason, report.text, report.reported_by) == ("fees", "500 yuan", graduate)
    assert again.context["form"] is None
    assert "Waiting for the park office" in again.text


@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "reason"), ({"reason": "greed"}, "reason"), ({"reason": "other", "text": " "}, "text")],
)
def test_what_is_missing_is_said_beside_its_field(sent, field, posting, graduate, sign_in):
    response = sign_in(graduate).post(page_of(posting), sent)

    assert list(response.context["form"].errors) == [field]
    assert not OpeningReport.objects.exists()


def test_the_limit_of_a_day_is_told_on_the_page(posting, graduate, sign_in):
    OpeningReportFactory.create_batch(5, reported_by=graduate, settled=True)

    response = sign_in(graduate).post(page_of(posting), {"reason": "fees"})

    assert "You have reported 5 postings today." in response.text


def test_the_answer_is_read_even_after_the_posting_is_gone(posting, graduate, sign_in):
    OpeningReportFactory(
        opening=posting,
        reported_by=graduate,
        state="upheld",
        answer="You were right.",
        decided_at=timezone.now(),
    )
    Opening.objects.update(state="paused")

    mine = sign_in(graduate).get(page_of(posting))
    other = sign_in(UserFactory()).get(page_of(posting))

    assert "You were right." in mine.text
    assert mine.context["form"] is None
    assert other.status_code == 404


@pytest.mark.parametrize("reports", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_reports(
    reports, posting, graduate, sign_in, django_assert_num_queries
):
    OpeningReportFactory.create_batch(reports, opening=posting, reported_by=graduate, settled=True)
    client = sign_in(graduate)

    with django_assert_num_queries(4):
        response = client.get(page_of(posting))

    assert response.context["last"].reported_by_id == graduate.pk
