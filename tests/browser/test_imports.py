"""Bringing in a table in a real browser: columns, preview, refused rows, import, revert."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from companies.models import Opening
from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.models import ImportJob
from tests.browser.conftest import DESKTOP
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.companies.imports.files import csv_file

pytestmark = pytest.mark.browser

ROWS = [
    {"岗位编号": "1", "岗位名称": "细胞培养研究员", "人数": "2"},
    {"岗位编号": "2", "岗位名称": "质量控制分析员", "人数": "很多"},
    {"岗位编号": "3", "岗位名称": "", "人数": "1"},
]


@pytest.fixture
def small_park(transactional_db, settings, tmp_path) -> SmallPark:
    settings.MEDIA_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    return make_small_park()


def upload(page: Page, rows: list[dict[str, str]]) -> ImportJob:
    page.goto(reverse("matching:desk"))
    page.locator(f"a[href='{reverse('parks:imports')}']").click()
    page.locator("main .btn-primary").click()
    file = {"name": "岗位.csv", "mimeType": "text/csv", "buffer": csv_file(rows, "gb18030")}
    page.locator("input[type=file]").set_input_files(files=[file])
    page.locator("main form [type=submit]").click()
    return ImportJob.objects.latest("pk")


def confirm_columns(page: Page, job: ImportJob) -> None:
    expect(page.locator("#id_column_1")).to_have_value("title")
    page.locator("main form [type=submit]").click()
    expect(page.locator("#progress")).to_be_visible()
    preview_import(job.pk)


def numbers(page: Page) -> list[str]:
    return page.locator(".numbers b").all_inner_texts()


def test_a_table_is_checked_imported_and_taken_back(visitor, small_park, tmp_path):
    sign_in(visitor, small_park.recruiter.email)
    job = upload(visitor, ROWS)
    found = [violations(visitor)]

    confirm_columns(visitor, job)
    expect(visitor.locator(".numbers")).to_be_visible(timeout=10_000)  # it follows by itself
    found.append(violations(visitor))
    assert numbers(visitor) == ["1", "0", "0", "2"]
    assert fits_the_screen(visitor)
    with visitor.expect_download() as download:
        visitor.locator("a[href$='refused.csv']").click()
    with visitor.expect_navigation():
        visitor.locator("form[action$='/commit/'] button").click()
    found.append(violations(visitor))
    write_import(job.pk)
    expect(visitor.locator(".numbers")).to_be_visible(timeout=10_000)
    imported = Opening.objects.filter(external_id="1").exists()
    visitor.locator("details.ask > summary").click()
    found.append(violations(visitor))
    visitor.locator("form[action$='/revert/'] button").click()
    take_back_import(job.pk)
    expect(visitor.locator(".numbers")).to_be_visible(timeout=10_000)

    refused = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert [row[2:] for row in csv.reader(StringIO(refused))][1:] == [
        ["2", "质量控制分析员", "很多"],
        ["3", "", "1"],
    ]
    assert imported
    assert not Opening.objects.filter(external_id="1").exists()
    assert found == [[]] * 4


def test_all_of_it_works_without_javascript(browser, live_server, small_park):
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, small_park.recruiter.email)

    job = upload(page, ROWS)
    confirm_columns(page, job)
    page.locator("#progress a").click()
    page.locator("form[action$='/commit/'] button").click()
    write_import(job.pk)
    page.locator("#progress a").click()
    page.locator("details.ask > summary").click()
    page.locator("form[action$='/revert/'] button").click()
    take_back_import(job.pk)
    page.locator("#progress a").click()

    job.refresh_from_db()
    assert job.state == "reverted"
    expect(page.locator("details.ask")).to_have_count(0)
    context.close()
