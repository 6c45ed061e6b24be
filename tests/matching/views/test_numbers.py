"""The figures of a company's desk: the page, its charts, and both files."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from matching.actions import number_files
from matching.models import Application
from matching.queries.anonymity import candidate_code
from parks.models import LogEntry
from talent.choices.profiles import DisclosureKind
from talent.models import Disclosure
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory, OfferFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileFactory, ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NUMBERS = reverse("matching:numbers")
FORMS = ("csv", "xlsx")


def file_of(what: str, form: str) -> str:
    return reverse(f"matching:{what}_file", args=[form])


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True, title_en="Cell line scientist")


@pytest.fixture
def hr(recruiter, sign_in):
    return sign_in(recruiter)


def sent(opening, *, named: str = "", days_ago: float = 10, **facts) -> Application:
    """An application that the company may read, of somebody with this name."""
    submitted_at = timezone.now() - timedelta(days=days_ago)
    profile = facts.pop("profile", None) or ProfileFactory(user__full_name=named, phone="000-1")
    facts = {"profile": profile, "submitted_at": submitted_at, **facts}
    application = ApplicationFactory(opening=opening, **facts)
    ProfileGrantFactory(profile=profile, organisation=opening.company, reference=application.uuid)
    ApplicationStepFactory(application=application, taken_at=application.submitted_at)
    if application.state != "submitted":
        taken_at = application.submitted_at + timedelta(days=2)
        ApplicationStepFactory(application=application, state=application.state, taken_at=taken_at)
    return application


def rows_of(response, name: str) -> dict[str, list[str]]:
    """What a table of the page shows, by the label of the row."""
    table = next(table for table in response.context["tables"] if table.name == name)
    return {row.label: [cell.text for cell in row.cells[1:]] for row in table.rows}


def lines_of(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def sheets_of(response) -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(response.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_page_tells_how_far_from_where_and_why_not(hr, opening):
    sent(opening, source="market")
    sent(opening, source="market", state="shortlisted")
    sent(opening, source="alert", state="refused", refusal_reason="filled")
    offered = sent(opening, source="invitation", state="offered")
    OfferFactory(application=offered)

    response = hr.get(NUMBERS)

    assert [cell.text for cell in response.context["summary"]] == [
        "4",
        "1",
        "100.0 %",
        "2.0",
        "—",
        "0",
    ]
    assert rows_of(response, "funnel")["Shortlisted"] == ["2", "50.0 %", "50.0 %", "1", "—", "—"]
    assert rows_of(response, "funnel")["Submitted"][-2:] == ["2.0", "2.0"]
    assert rows_of(response, "sources")["Search"] == ["2", "50.0 %", "1", "0", "0.0 %"]
    assert rows_of(response, "reasons") == {"The place is filled": ["1", "100.0 %"]}
    assert rows_of(response, "offers") == {"Waiting for an answer": ["1", "100.0 %"]}
    assert rows_of(response, "endings")["Refused"] == ["1", "25.0 %"]


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ({"accepted": 2, "declined": 1, "expired": 1, "taken_back": 3}, "50.0 %"),
        ({"taken_back": 2}, "—"),
    ],
)
def test_an_offer_taken_back_says_nothing_of_the_applicants(hr, opening, states, shown):
    application = sent(opening, state="offered")
    for state, count in states.items():
        OfferFactory.create_batch(
            count, application=application, state=state, answered_at=timezone.now()
        )

    summary = {cell.column.head: cell.text for cell in hr.get(NUMBERS).context["summary"]}

    assert summary["Offers accepted"] == shown


def test_without_an_application_the_page_says_what_to_do(hr, opening):
    text = hr.get(NUMBERS).text

    assert "No application in this period" in text
    assert "invite candidates to apply" in text
    assert "bar-chart" not in text


def test_every_chart_has_its_table_and_says_so(hr, opening):
    sent(opening)

    text = hr.get(NUMBERS).text

    assert text.count('<svg class="bar-chart"') == 3
    assert text.count("Chart of the table below: ") == 3
    assert "Nobody was refused." in text
    assert "No offer was made." in text


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 1), ({"period": "30"}, 0), ({"period": "all"}, 2), ({"period": "nonsense"}, 1)],
)
def test_the_period_is_in_the_address(hr, opening, asked, count):
    sent(opening, days_ago=60)
    sent(opening, days_ago=500)

    response = hr.get(NUMBERS, asked)

    assert response.context["summary"][0].value == count


def test_the_figures_of_one_opening_or_kind(hr, company, opening):
    internship = OpeningFactory(company=company, published=True, kind="internship")
    sent(opening)
    sent(internship)
    sent(internship)

    by_opening = hr.get(NUMBERS, {"opening": opening.uuid})
    by_kind = hr.get(NUMBERS, {"kind": "internship"})

    assert by_opening.context["summary"][0].value == 1
    assert "Numbers: Cell line scientist" in by_opening.text
    assert by_opening.context["by_opening"].rows == []
    assert by_kind.context["summary"][0].value == 2


def test_openings_come_busiest_first_and_lead_to_their_own_figures(hr, company, opening):
    busy = OpeningFactory(company=company, published=True, title_en="Busy")
    sent(opening)
    sent(busy, state="shortlisted")
    sent(busy)

    response = hr.get(NUMBERS, {"period": "365"})

    rows = response.context["by_opening"].rows
    assert [row.label for row in rows] == ["Busy", "Cell line scientist"]
    assert [cell.text for cell in rows[0].cells[1:]] == [
        "2",
        "1",
        "1",
        "0",
        "0",
        "0",
        "0",
        "100.0 %",
    ]
    assert f"{NUMBERS}?opening={busy.uuid}&amp;period=365" in response.text


def test_somebody_with_two_companies_sees_both_and_can_choose_one(hr, recruiter, company, opening):
    second = CompanyFactory(name_en="Second Biologics")
    MembershipFactory(user=recruiter, organisation=second)
    sent(opening)
    sent(OpeningFactory(company=second, published=True))
    sent(OpeningFactory(company=second, published=True))

    both, one = hr.get(NUMBERS), hr.get(NUMBERS, {"company": second.uuid})

    assert rows_of(both, "companies")["Second Biologics"][0] == "2"
    assert rows_of(both, "companies")["Alpha Biologics"][0] == "1"
    assert one.context["summary"][0].value == 2
    assert "companies" not in {table.name for table in one.context["tables"]}


@pytest.mark.parametrize("address", [NUMBERS, *(file_of("figures", form) for form in FORMS)])
def test_another_companys_figures_are_not_found(hr, stranger, opening, address):
    """And neither are they for another company's people, nor what does not exist."""
    sent(opening)
    other = OpeningFactory(published=True)

    for asked in (
        {"opening": other.uuid},
        {"company": other.company.uuid},
        {"opening": uuid4()},
        {"opening": "x"},
        {"company": "x"},
    ):
        assert hr.get(address, asked).status_code == 404


def test_the_stranger_sees_nothing_of_the_others(stranger, sign_in, opening):
    sent(opening)
    client = sign_in(stranger)

    assert client.get(NUMBERS).context["summary"][0].value == 0
    assert client.get(NUMBERS, {"opening": opening.uuid}).status_code == 404
    assert lines_of(client.get(file_of("applications", "csv")))[1:] == []


def test_an_interviewer_has_no_figures(company, opening, sign_in):
    member = MembershipFactory(organisation=company, role="interviewer")

    assert sign_in(member.user).get(NUMBERS).status_code == 404


@pytest.mark.parametrize("openings", [1, 3])
def test_the_page_costs_the_same_for_one_opening_or_three(
    hr, company, openings, django_assert_num_queries
):
    for _ in range(openings):
        sent(OpeningFactory(company=company, published=True))

    with django_assert_num_queries(6):
        response = hr.get(NUMBERS)

    assert len(response.context["by_opening"].rows) == openings


def test_the_figures_come_as_a_workbook_with_numbers_in_it(hr, opening):
    sent(opening, state="shortlisted", source="alert")

    response = hr.get(file_of("figures", "xlsx"))

    sheets = sheets_of(response)
    assert response["Content-Disposition"] == 'attachment; filename="figures.xlsx"'
    assert list(sheets) == [
        "At a glance",
        "How far applications come",
        "How applicants found you",
        "Ended without a hire",
        "Why you refused",
        "What became of your offers",
        "By opening",
    ]
    assert sheets["How far applications come"][2][:4] == ("Shortlisted", 1, 1, 1)
    assert sheets["At a glance"][3] == ("Answered within 30 days", 1)
    assert sheets["By opening"][1][0] == "Cell line scientist"


def test_the_figures_come_as_csv_one_a_line(hr, opening):
    sent(opening, state="shortlisted")

    lines = lines_of(hr.get(file_of("figures", "csv"), {"period": "30"}))

    assert lines[0] == ["Table", "Row", "Figure", "Value"]
    assert ["How far applications come", "Shortlisted", "Came this far", "1"] in lines
    assert ["By opening", "Cell line scientist", "Applications", "1"] in lines


@pytest.mark.parametrize("what", ["figures", "applications"])
def test_another_kind_of_file_is_not_found(hr, what):
    assert hr.get(file_of(what, "pdf")).status_code == 404


def test_the_applications_come_with_what_the_company_may_know(hr, company, opening):
    submitted_at = timezone.now().astimezone(UTC).replace(hour=17, minute=0)  # 1 a.m. in Suzhou
    application = sent(
        opening, named="Lin Yue", submitted_at=submitted_at - timedelta(days=3), source="alert"
    )

    heads, line = lines_of(hr.get(file_of("applications", "csv")))

    row = dict(zip(heads, line, strict=True))
    assert row == {
        "Company": "Alpha Biologics",
        "Opening": "Cell line scientist",
        "Kind": "Job",
        "Applied on": (submitted_at - timedelta(days=2)).date().isoformat(),
        "Came through": "Mail alert",
        "State": "Submitted",
        "First answer on": "",
        "Reason of the refusal": "",
        "Applicant": "Lin Yue",
        "E-mail": application.profile.user.email,
        "Phone": "000-1",
        "Degree": "",
        "Discipline": "",
        "Id": str(application.uuid),
    }


def test_a_download_is_told_to_everybody_who_is_named_in_it(hr, recruiter, company, opening):
    ann, ben = sent(opening, named="Ann"), sent(opening, named="Ben")
    other = OpeningFactory(company=company, published=True)
    sent(other, state="shortlisted", profile=ann.profile)

    hr.get(file_of("applications", "xlsx"))

    told = Disclosure.objects.filter(kind=DisclosureKind.DOWNLOAD)
    assert sorted(told.values_list("profile", "organisation", "user", "detail")) == sorted(
        (person.profile_id, company.pk, recruiter.pk, "applications.xlsx") for person in (ann, ben)
    )
    entry = LogEntry.objects.get(verb="applications exported")
    assert (entry.organisation_id, entry.details) == (company.pk, {"rows": 3, "named": 3})


def test_the_figures_name_nobody_and_are_told_to_nobody(hr, opening):
    sent(opening, named="Lin Yue")

    response = hr.get(file_of("figures", "csv"))

    assert "Lin Yue" not in response.content.decode()
    assert not Disclosure.objects.exists()


def test_an_anonymous_first_screen_is_anonymous_in_the_file_too(hr, company, opening):
    company.anonymous_screening = True
    company.save()
    hidden = sent(opening, named="Lin Yue")
    known = sent(opening, named="Wang Wei", state="shortlisted")
    refused = sent(opening, named="Zhao Min", state="refused", refusal_reason="filled")

    response = hr.get(file_of("applications", "csv"))

    text = response.content.decode()
    assert "Lin Yue" not in text
    assert "Zhao Min" not in text
    assert refused.profile.user.email not in text
    assert hidden.profile.user.email not in text
    assert candidate_code(hidden.profile, company.pk) in text
    assert "Wang Wei" in text
    assert [row.profile for row in Disclosure.objects.all()] == [known.profile]


def test_whom_the_company_may_read_no_more_is_a_code(hr, company, opening):
    application = sent(opening, named="Lin Yue", state="refused", refusal_reason="filled")
    application.profile.grants.update(until=timezone.now() - timedelta(days=1))

    response = hr.get(file_of("applications", "csv"))

    assert "Lin Yue" not in response.content.decode()
    assert candidate_code(application.profile, company.pk) in response.content.decode()
    assert not Disclosure.objects.exists()


def test_what_was_withdrawn_is_counted_but_not_listed(hr, opening):
    sent(opening, named="Lin Yue", state="withdrawn")

    figures, listed = hr.get(NUMBERS), lines_of(hr.get(file_of("applications", "csv")))

    assert figures.context["summary"][0].value == 1
    assert len(listed) == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_a_formula_does_nothing(hr, opening, form):
    sent(opening, named='=HYPERLINK("http://evil.example","Ann")')

    response = hr.get(file_of("applications", form))

    rows = lines_of(response) if form == "csv" else sheets_of(response)["Applications"]
    assert rows[1][8] == '\'=HYPERLINK("http://evil.example","Ann")'


def test_too_many_applications_for_a_file_are_refused_with_a_way_out(hr, opening, monkeypatch):
    monkeypatch.setattr(number_files, "MOST_ROWS", 1)
    sent(opening, named="Ann")
    sent(opening, named="Ben")

    response = hr.get(file_of("applications", "csv"), {"period": "all"}, follow=True)

    assert response.redirect_chain == [(f"{NUMBERS}?period=all", 302)]
    assert "Choose a shorter period or one opening." in response.text
    assert not Disclosure.objects.exists()
    assert not LogEntry.objects.filter(verb="applications exported").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_file_costs_the_same_for_one_or_three(hr, opening, people, django_assert_num_queries):
    for number in range(people):
        sent(opening, named=f"Person {number}")

    with django_assert_num_queries(8):
        hr.get(file_of("applications", "csv"))


def test_the_page_speaks_chinese_and_can_be_printed(hr, opening):
    sent(opening)
    hr.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"

    response = hr.get(NUMBERS)

    assert 'lang="zh-hans"' in response.text
    assert "data-print" in response.text
    assert datetime.now(UTC).strftime("%Y") in response.text
