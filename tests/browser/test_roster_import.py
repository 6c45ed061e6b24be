"""A roster with errors in a real browser: checked, mended, imported, taken back."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.models import ImportJob
from talent.models import RosterEntry
from tests.browser.market import person
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.companies.imports.files import csv_file
from tests.factories.parks import MembershipFactory, VerificationFactory
from tests.factories.talent import UniversityFactory
from tests.talent.imports.rosters import small_tables, student

pytestmark = pytest.mark.browser

ROWS = [student(1), student(2, 毕业时间="明年"), student(3, 性别="?")]
MENDED = {"明年": "2026年6月", "?": "女"}


@pytest.fixture
def officer(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    university = UniversityFactory(name_zh="苏州大学", name_en="Soochow University")
    VerificationFactory(organisation=university)
    small_tables(university)
    officer = person("careers@example.org", "吴敏")
    MembershipFactory(user=officer, organisation=university)
    return officer


def upload(page: Page, data: bytes) -> ImportJob:
    """Go from the desk to the form, upload a file and have it checked."""
    page.goto(reverse("parks:imports"))
    page.locator("main .btn-primary").click()
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": data}
    page.locator("input[type=file]").set_input_files(files=[file])
    page.locator("main form [type=submit]").click()
    page.locator("main form [type=submit]").click()
    expect(page.locator("#progress")).to_be_visible()
    job = ImportJob.objects.latest("pk")
    preview_import(job.pk)
    expect(page.locator(".numbers")).to_be_visible(timeout=10_000)
    return job


def numbers(page: Page) -> list[str]:
    return page.locator(".numbers b").all_inner_texts()


def commit(page: Page, job: ImportJob) -> None:
    page.locator("form[action$='/commit/'] button").click()
    expect(page.locator("#progress")).to_be_visible()
    write_import(job.pk)
    expect(page.locator(".numbers")).to_be_visible(timeout=10_000)


def test_a_roster_with_errors_is_mended_imported_and_taken_back(visitor, officer):
    sign_in(visitor, officer.email)
    visitor.goto(reverse("matching:desk"))
    visitor.locator("main a[href$='/roster/']").first.click()
    expect(visitor.locator(f"main a[href='{reverse('parks:imports')}']").first).to_be_visible()

    job = upload(visitor, csv_file(ROWS, "gb18030"))
    found = [violations(visitor)]
    shown = numbers(visitor)
    assert fits_the_screen(visitor)
    with visitor.expect_download() as download:
        visitor.locator("a[href$='refused.csv']").click()
    refused = Path(download.value.path()).read_text(encoding="utf-8-sig")
    commit(visitor, job)
    found.append(violations(visitor))
    lines = list(csv.DictReader(StringIO(refused)))
    mended = upload(
        visitor,
        csv_file([{name: MENDED.get(cell, cell) for name, cell in row.items()} for row in lines]),
    )
    shown += numbers(visitor)
    commit(visitor, mended)
    everybody = RosterEntry.objects.count()
    visitor.locator("details.ask > summary").click()
    found.append(violations(visitor))
    visitor.locator("form[action$='/revert/'] button").click()
    take_back_import(mended.pk)
    expect(visitor.locator(".numbers")).to_be_visible(timeout=10_000)

    assert shown == ["1", "0", "0", "2", "2", "0", "0", "0"]
    assert everybody == 3
    assert RosterEntry.objects.get().student_number == "2022000001"
    assert found == [[]] * 3
