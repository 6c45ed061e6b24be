"""Files of a list as it is filtered, and filters that people keep for themselves."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from companies.models import Opening
from parks.admin import list_tools
from parks.admin.list_files import plain_value
from parks.models import LogEntry, SavedFilter, User
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ParkFactory, SavedFilterFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


@pytest.fixture
def openings(company):
    """Two that wait, one of which looks like a formula, one on show, one of another park."""
    OpeningFactory(company=company, title_en="=HYPERLINK(1)", title_zh="", state="submitted")
    OpeningFactory(company=company, title_en="Analyst", title_zh="", state="submitted")
    OpeningFactory(company=company, title_en="Shown", title_zh="", published=True)
    elsewhere = CompanyFactory(park=ParkFactory())
    OpeningFactory(company=elsewhere, title_en="Elsewhere", title_zh="", state="submitted")


def as_csv(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def as_workbook(response):
    [sheet] = load_workbook(BytesIO(response.content)).worksheets
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_file_holds_the_list_as_it_is_filtered_and_ordered(sign_in, park_officer, openings):
    client = sign_in(park_officer)
    query = {"state__exact": "submitted", "q": "anal", "o": "1"}

    shown = client.get(address(Opening, "changelist"), query).context["cl"]
    rows = as_csv(client.get(address(Opening, "export", "csv"), query))
    book = as_workbook(client.get(address(Opening, "export", "xlsx"), query))
    all_rows = as_csv(client.get(address(Opening, "export", "csv")))

    titles = [row[0] for row in rows[1:]]
    assert titles == [row.title for row in shown.queryset] == ["Analyst"]
    assert len(rows[0]) == len(shown.model_admin.list_display)
    assert "Waiting for review" in " ".join(rows[1])
    assert [[str(cell) for cell in row] for row in book] == rows
    assert {row[0] for row in all_rows[1:]} == {"'=HYPERLINK(1)", "Analyst", "Shown"}


def test_the_log_says_who_took_which_list(sign_in, park_officer, park, openings):
    client = sign_in(park_officer)
    before = LogEntry.objects.count()

    client.get(address(Opening, "export", "xlsx"), {"q": "Lin Yue"})

    entry = LogEntry.objects.latest("pk")
    assert LogEntry.objects.count() == before + 1
    assert (entry.noun, entry.verb, entry.actor, entry.park, entry.details) == (
        "companies.opening",
        "list exported",
        park_officer,
        park,
        {"form": "xlsx", "filters": ["q"]},
    )


def test_a_list_too_long_for_a_file_says_what_to_do(
    sign_in, park_officer, openings, said, monkeypatch
):
    monkeypatch.setattr("parks.admin.list_files.MOST_ROWS", 2)
    client = sign_in(park_officer)

    refused = client.get(address(Opening, "export", "csv"), {"q": ""})
    taken = client.get(address(Opening, "export", "csv"), {"state__exact": "submitted"})

    assert refused.headers["Location"].startswith(address(Opening, "changelist"))
    assert said(refused) == [("error", "A file takes 50000 rows. Filter the list first.")]
    assert len(as_csv(taken)) == 3
    assert list_tools.MOST_ROWS == 50_000


def test_there_are_files_of_two_kinds_and_only_of_ones_own_lists(sign_in, park_officer, openings):
    client = sign_in(park_officer)

    assert client.get(address(Opening, "export", "pdf")).status_code == 404
    assert client.get(address(User, "export", "csv")).status_code == 403
    assert client.post(address(User, "save_filter"), {"name": "All"}).status_code == 403
    wrong = client.get(address(Opening, "export", "csv"), {"state__nonsense": "x"})
    assert wrong.headers["Location"] == address(Opening, "changelist")


def test_every_list_can_be_taken_as_a_file(sign_in, operator, openings, company):
    client = sign_in(operator)
    pages = ["companies_company", "parks_logentry", "parks_user", "matching_matchrun"]

    found = {name: client.get(reverse(f"admin:{name}_export", args=["csv"])) for name in pages}

    assert {name: response.status_code for name, response in found.items()} == dict.fromkeys(
        pages, 200
    )


def test_values_are_plain_in_a_file():
    moment = timezone.make_aware(timezone.datetime(2026, 11, 22, 9, 30))

    cells = [plain_value(value) for value in (None, True, 3, 1.5, moment, moment.date(), [1, "b"])]

    assert cells == ["", "Yes", 3, 1.5, "2026-11-22 09:30", "2026-11-22", "1, b"]


def test_a_filter_is_saved_opened_and_deleted_by_its_owner_alone(
    sign_in, park_officer, openings, said
):
    theirs = SavedFilterFactory(name="Not mine")
    client = sign_in(park_officer)
    query = "state__exact=submitted&q=anal"

    saved = client.post(
        address(Opening, "save_filter"), {"name": " Mine ", "query": f"{query}&p=2"}
    )
    row = SavedFilter.objects.get(user=park_officer)
    page = client.get(address(Opening, "changelist")).content.decode()
    opened = client.get(f"{address(Opening, 'changelist')}?{row.query}")
    asked = client.get(address(Opening, "delete_filter", row.pk))
    kept = SavedFilter.objects.filter(pk=row.pk).exists()
    foreign = client.post(address(Opening, "delete_filter", theirs.pk))
    client.post(address(Opening, "delete_filter", row.pk))

    assert said(saved) == [("success", "The filter is saved.")]
    assert (row.name, row.query) == ("Mine", query)
    assert "Mine</a>" in page
    assert "Not mine" not in page
    assert [opening.title for opening in opened.context["cl"].queryset] == ["Analyst"]
    assert (asked.status_code, kept, foreign.status_code) == (200, True, 404)
    assert list(SavedFilter.objects.all()) == [theirs]


def test_a_taken_name_is_refused_and_says_why(sign_in, park_officer, said):
    SavedFilterFactory(user=park_officer, name="Mine", query="q=1")
    client = sign_in(park_officer)

    answer = client.post(address(Opening, "save_filter"), {"name": "Mine", "query": "q=2"})

    assert said(answer) == [("error", "You already have a filter of that name for this list.")]
    assert SavedFilter.objects.get().query == "q=1"


def test_the_operator_does_not_read_what_others_look_for(sign_in, operator):
    row = SavedFilterFactory(query="q=Secretword")
    client = sign_in(operator)

    pages = [client.get(address(SavedFilter, "changelist")), client.get(address(row, "change"))]

    assert ["Secretword" in page.content.decode() for page in pages] == [False, False]
