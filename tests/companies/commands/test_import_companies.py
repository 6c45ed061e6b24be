"""Companies of a park from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from companies.models import Company
from parks.models import ImportJob
from tests.companies.imports.files import csv_file
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "companies.csv"
    rows = [{"企业名称": "阿尔法"}, {"企业名称": "贝塔", "企业类型": "面包店"}]
    path.write_bytes(csv_file(rows))
    return path


def run(file, *options: str, park: str = "biobay") -> str:
    out = StringIO()
    call_command("import_companies", str(file), "--park", park, *options, stdout=out)
    return out.getvalue()


def report_of(report: dict) -> str:
    return report["refused"][0]["reason"]


def test_a_table_is_tried_and_imported_in_the_name_of_the_office(file, park_officer):
    dry = json.loads(run(file, "--json", "--dry-run"))
    nothing_yet = Company.objects.exists()
    done = json.loads(run(file, "--json"))

    reason = report_of(dry)
    assert reason.startswith("is none of these: Drug maker, Biotech, ")
    refused = [{"line": 3, "column": "企业类型", "reason": reason}]
    said = {"created": 1, "changed": 0, "unchanged": 0, "refused": refused, "dry_run": True}
    assert (dry, nothing_yet, done) == (said, False, said | {"dry_run": False})
    assert Company.objects.get().park.slug == "biobay"
    assert ImportJob.objects.get().organisation.slug == "office"


def test_a_park_without_an_office_is_told_so(file):
    ParkFactory(slug="biobay")

    with pytest.raises(CommandError, match="“biobay” has no office yet"):
        run(file)
