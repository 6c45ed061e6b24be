"""The pages of an import: a file goes in, is looked at, written, and taken back."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from companies.models import Opening
from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.choices.organisations import MembershipRole
from parks.models import ImportJob, Membership
from tests.companies.imports.files import csv_file, previewed
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import CompanyFactory
from tests.factories.parks import ImportJobFactory, ImportRowFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NEW = "/desk/imports/new/openings/"
ROWS = [
    {"Job ID": "1", "Job title": "QC Analyst", "Headcount": "2"},
    {"Job ID": "2", "Job title": "=1+1", "Headcount": "-3"},
]


@pytest.fixture
def hr(sign_in, recruiter, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return sign_in(recruiter)


@pytest.fixture
def job(hr, company, recruiter):
    """A checked file: one good row and one that is refused."""
    small_vocabulary()
    return previewed(company, csv_file(ROWS), by=recruiter)


def upload(client, data: bytes, name: str = "openings.csv"):
    (organisation,) = Membership.objects.values_list("organisation", flat=True)
    file = SimpleUploadedFile(name, data)
    return client.post(NEW, {"organisation": organisation, "file": file})


def page_of(job: ImportJob, name: str = "import") -> str:
    return reverse(f"parks:{name}", args=[job.uuid])


def test_a_file_goes_through_all_its_pages(hr):
    small_vocabulary()

    response = upload(hr, csv_file(ROWS))
    job = ImportJob.objects.get()
    assert response.url == page_of(job, "import_mapping")
    mapping = hr.get(response.url)
    shown = [mapping.context["form"][f"column_{place}"].initial for place in range(3)]
    assert shown == ["id", "title", "headcount"]

    chosen = {"column_0": "id", "column_1": "title", "column_2": "headcount", "choice": "draft"}
    assert hr.post(response.url, chosen).url == page_of(job)
    assert "is being checked" in hr.get(page_of(job)).text
    preview_import(job.pk)
    preview = hr.get(page_of(job)).text
    assert "What this file would do" in preview
    assert "is not a whole number from 1 to 10000" in preview

    assert hr.post(page_of(job, "commit_import")).url == page_of(job)
    assert "are being imported" in hr.get(page_of(job)).text
    write_import(job.pk)
    assert "Imported on" in hr.get(page_of(job)).text
    assert Opening.objects.get().title_en == "QC Analyst"

    assert hr.post(page_of(job, "revert_import")).url == page_of(job)
    assert "is being reverted" in hr.get(page_of(job)).text
    take_back_import(job.pk)
    assert "Reverted on" in hr.get(page_of(job)).text
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Job title\n", "no rows below them"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_page(hr, data, words):
    response = upload(hr, data)

    assert response.status_code == 200
    assert words in str(response.context["form"].errors["file"])
    assert not ImportJob.objects.exists()


def test_a_file_that_is_too_large_is_refused_on_the_page(hr):
    response = upload(hr, b"x" * (20 * 1024 * 1024 + 1))

    assert "larger than 20 MB" in str(response.context["form"].errors["file"])


def test_a_file_for_somebody_elses_company_is_refused(hr):
    other = CompanyFactory(verified=True)

    response = hr.post(NEW, {"organisation": other.pk, "file": SimpleUploadedFile("a.csv", b"x")})

    assert "organisation" in response.context["form"].errors
    assert not ImportJob.objects.exists()


def test_who_acts_for_two_companies_chooses_one(hr, recruiter, company):
    second = CompanyFactory(verified=True)
    MembershipFactory(user=recruiter, organisation=second)

    form = hr.get(NEW).context["form"]

    assert not form["organisation"].is_hidden
    assert {one.pk for one in form.fields["organisation"].queryset} == {company.pk, second.pk}


def test_markup_in_a_file_is_shown_as_it_stands(hr):
    row = {"Job title": "<script>alert(1)</script>", "<b>x</b>": "<img src=x>"}

    mapping = hr.get(upload(hr, csv_file([row])).url).text

    assert "&lt;script&gt;alert(1)" in mapping
    assert "<script>alert(1)" not in mapping
    assert "<img" not in mapping
    assert "<b>x</b>" not in mapping


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"column_0": "id"}, "Say which column holds: Title."),
        (
            {"column_0": "title", "column_1": "title"},
            "Only one column can be: Title.",
        ),
    ],
)
def test_columns_that_make_no_sense_are_refused(hr, job, columns, words):
    response = hr.post(page_of(job, "import_mapping"), {**columns, "choice": "draft"})

    assert words in str(response.context["form"].errors)
    job.refresh_from_db()
    assert (job.state, job.beat_at) == ("previewed", None)


def test_a_page_that_follows_by_htmx_is_loaded_anew_at_the_end(hr, job):
    response = hr.get(page_of(job), headers={"HX-Request": "true"})

    assert response.headers["HX-Refresh"] == "true"


def test_the_progress_says_how_much_is_done(hr, job):
    ImportJob.objects.update(
        state="committing", beat_at=timezone.now(), rows_done=500, rows_in_all=2_000
    )

    text = hr.get(page_of(job)).text

    assert "500 rows done" in text
    assert 'value="25"' in text
    assert 'hx-trigger="every 2s"' in text


def test_what_a_worker_is_at_cannot_be_started_twice(hr, job):
    hr.post(page_of(job, "commit_import"))

    response = hr.post(page_of(job, "commit_import"), follow=True)

    assert "already." in response.text


def test_a_file_without_good_rows_cannot_be_imported(hr, company, recruiter):
    small_vocabulary()
    job = previewed(company, csv_file(ROWS[1:]), by=recruiter)

    page = hr.get(page_of(job)).text
    response = hr.post(page_of(job, "commit_import"), follow=True)

    assert "Import these rows" not in page
    assert "No row of this file would change anything." in response.text
    job.refresh_from_db()
    assert job.state == "previewed"


def test_refused_rows_come_as_csv_with_reasons_and_without_formulas(hr, job):
    response = hr.get(page_of(job, "refused_csv"))

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="refused.csv"'
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["Line of the file", "Why it was refused", "Job ID", "Job title", "Headcount"],
        ["3", "Headcount: is not a whole number from 1 to 10000", "2", "'=1+1", "'-3"],
    ]


def test_refused_rows_come_as_a_workbook_of_words(hr, job):
    response = hr.get(page_of(job, "refused_xlsx"))

    sheet = load_workbook(BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet.rows][1][2:] == ["2", "'=1+1", "'-3"]
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}


@pytest.mark.parametrize("name", ["refused_csv", "refused_xlsx"])
def test_refused_rows_put_right_go_in_when_they_come_back(hr, job, company, recruiter, name):
    content = hr.get(page_of(job, name)).content
    if name == "refused_csv":
        content = content.replace(b"'-3", b"3")
    else:
        book = load_workbook(BytesIO(content))
        book.active["E2"] = 3
        file = BytesIO()
        book.save(file)
        content = file.getvalue()

    again = previewed(company, content, by=recruiter)

    assert (again.created, again.refused) == (1, 0)
    assert again.mapping["is_remembered"]
    assert again.rows.get().before["title"] == "=1+1"


@pytest.mark.parametrize(("language", "title"), [("en", "Job title"), ("zh-hans", "岗位名称")])
def test_the_template_explains_itself_in_both_languages(hr, language, title):
    response = hr.get(f"/desk/imports/template/openings.xlsx?language={language}")

    table, notes = load_workbook(BytesIO(response.content)).worksheets
    headings = [cell.value for cell in table[1]]
    assert headings[0] == title
    assert [row[0].value for row in notes.iter_rows(min_row=2)] == headings


@pytest.mark.parametrize(("language", "number"), [("en", "Job ID"), ("zh-hans", "岗位编号")])
def test_the_template_is_recognised_when_it_comes_back_and_only_its_example_is_refused(
    hr, company, recruiter, vocabulary, language, number
):
    content = hr.get(f"/desk/imports/template/openings.xlsx?language={language}").content

    job = previewed(company, content, by=recruiter)

    assert "" not in job.mapping["columns"].values()
    assert job.rows.get().reasons == [[number, "is the example of the template: delete the row"]]


@pytest.mark.parametrize(
    "address",
    ["/desk/imports/new/people/", "/desk/imports/template/openings.xlsx?language=xx"],
)
def test_what_there_is_no_table_for_is_not_found(hr, address):
    assert hr.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(hr, company, rows, django_assert_num_queries):
    ImportJobFactory.create_batch(rows, organisation=company)

    with django_assert_num_queries(5):
        response = hr.get("/desk/imports/")

    assert len(response.context["page"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_costs_the_same_for_one_or_three_refusals(
    hr, job, rows, django_assert_num_queries
):
    ImportRowFactory.create_batch(rows, job=job)

    with django_assert_num_queries(5):
        hr.get(page_of(job))


def test_an_empty_list_says_what_to_do(hr):
    assert "Take the template, fill it and upload it here." in hr.get("/desk/imports/").text


def test_an_interviewer_imports_nothing(hr, recruiter, job):
    Membership.objects.filter(user=recruiter).update(role=MembershipRole.INTERVIEWER)

    assert [hr.get(path).status_code for path in ("/desk/imports/", NEW, page_of(job))] == [404] * 3


def test_after_a_month_the_page_says_that_the_file_is_gone(hr, job):
    ImportJob.objects.update(file="")

    response = hr.post(page_of(job, "commit_import"), follow=True)

    assert "The file is no longer kept: upload it again." in response.text
    assert hr.get(page_of(job, "refused_csv")).status_code == 404
    assert hr.get(page_of(job, "import_mapping")).url == page_of(job)
