"""Reported postings in the web admin, and what stands beside a posting under review."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.admin.previews import marked
from companies.models import Opening, OpeningReport
from parks.models import LogEntry
from tests.factories.admin import address
from tests.factories.companies import (
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningReportFactory,
    OpeningSkillFactory,
)
from tests.factories.parks import SkillFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]
WORDS = {"comment": "It asks for a deposit.", "answer": "You were right."}


@pytest.fixture
def report(company):
    posting = OpeningFactory(company=company, published=True, title_en="QC analyst")
    return OpeningReportFactory(opening=posting, text="500 yuan")


def move_page(row, move):
    return address(row, "change").replace("/change/", f"/{move}/")


def test_the_office_upholds_a_report_with_words_for_both_sides(sign_in, park_officer, report):
    client = sign_in(park_officer)

    asked = client.post(move_page(report, "uphold"), {"state": "closed"})
    client.post(move_page(report, "uphold"), {"state": "closed", **WORDS})

    report.refresh_from_db()
    assert set(asked.context["form"].errors) == {"comment", "answer"}
    assert (report.state, report.opening.state) == ("upheld", "closed")
    assert report.decided_by == park_officer


def test_several_reports_are_answered_at_once(sign_in, park_officer, company, report):
    other = OpeningReportFactory(opening=OpeningFactory(company=company, published=True))
    chosen = {"action": "dismiss", "_selected_action": [report.pk, other.pk], "index": 0}
    client = sign_in(park_officer)

    hidden = client.post(address(OpeningReport, "changelist"), chosen).context["hidden"]
    answer = {name: [v for n, v in hidden if n == name] for name, _value in hidden}
    client.post(address(OpeningReport, "changelist"), answer | {"answer": "It is in order."})

    found = set(OpeningReport.objects.values_list("state", "answer", "opening__state"))
    assert found == {("dismissed", "It is in order.", "published")}


def test_open_reports_are_listed_oldest_first_and_lead_to_the_posting(
    sign_in, park_officer, company, report
):
    old = OpeningReportFactory(opening=OpeningFactory(company=company, published=True))
    long_ago = timezone.now() - timedelta(days=40)
    OpeningReport.objects.filter(pk=old.pk).update(reported_at=long_ago)
    client = sign_in(park_officer)

    queue = client.get(address(OpeningReport, "changelist"), {"state__exact": "open"})
    page = client.get(address(report, "change")).text
    posting = client.get(address(report.opening, "change")).text

    assert list(queue.context["cl"].result_list) == [old, report]
    assert "working days late" in queue.text
    assert address(report.opening, "change") in page
    assert "500 yuan" in page
    assert reverse("admin:companies_openingreport_changelist") in posting


def test_beside_a_posting_stand_its_words_its_skills_its_faults_and_its_history(
    sign_in, park_officer, company
):
    opening = OpeningFactory(
        company=company,
        state="submitted",
        title_en="QC analyst",
        text_en="Female preferred. <b>Run</b> HPLC.",
    )
    OpeningSkillFactory(opening=opening, skill=SkillFactory(label_en="HPLC"))
    OpeningQuestionFactory(opening=opening, text_en="Since when?")
    LogEntry.objects.create(
        noun="companies.opening",
        row_id=opening.pk,
        verb="returned",
        details={"comment": "Name the pay."},
    )

    response = sign_in(park_officer).get(address(opening, "change"))

    preview = response.context["preview"]
    assert [version.language for version in preview.versions] == ["en"]
    assert "&lt;b&gt;Run&lt;/b&gt; HPLC." in preview.versions[0].text
    assert "<mark>" in preview.versions[0].text
    assert [str(row.skill) for row in preview.asked] == ["HPLC"]
    assert len(preview.breaches) == 1
    assert "Since when?" in response.text
    assert "Name the pay." in response.text


@pytest.mark.parametrize(
    ("text", "quotes", "html"),
    [
        ("a < b", set(), "a &lt; b"),
        ("a <b> c", {"<b>"}, "a <mark>&lt;b&gt;</mark> c"),
        ("35 to 35", {"35"}, "<mark>35</mark> to <mark>35</mark>"),
        ("aged 35", {"35", "aged 35"}, "<mark>aged 35</mark>"),
        ("x", {""}, "x"),
    ],
)
def test_what_is_marked_is_escaped_too(text, quotes, html):
    assert marked(text, quotes) == html


def test_what_waits_is_worked_off_oldest_first_and_what_nobody_saw_is_found(
    sign_in, park_officer, company
):
    now = timezone.now()
    young, old = (
        OpeningFactory(company=company, state="submitted", submitted_at=now - timedelta(days=days))
        for days in (1, 40)
    )
    client = sign_in(park_officer)
    company.trusted = True
    company.save()
    shown = OpeningFactory(company=company, published=True)

    waits = client.get(address(Opening, "changelist"), {"review": "waits"})
    unseen = client.get(address(Opening, "changelist"), {"review": "unseen"})
    client.post(move_page(shown, "looked_at"))
    seen = client.get(address(Opening, "changelist"), {"review": "unseen"})

    assert list(waits.context["cl"].result_list) == [old, young]
    assert "working days late" in waits.text
    assert list(unseen.context["cl"].result_list) == [shown]
    assert list(seen.context["cl"].result_list) == []
