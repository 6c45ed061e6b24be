"""A roster from the command line: the same rows as on the pages, and it can be taken back there."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from parks.models import ImportJob
from talent.models import RosterEntry
from tests.companies.imports.files import csv_file
from tests.parks.imports.jobs import revert
from tests.talent.imports.rosters import small_tables, student

pytestmark = pytest.mark.django_db

ROWS = [student(1), student(2), student(3, 性别="?")]


@pytest.fixture
def file(university, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    small_tables(university)
    path = tmp_path / "名单.csv"
    path.write_bytes(csv_file(ROWS, "gb18030"))
    return path


def run(file, *options: str, university: str = "soochow") -> str:
    out = StringIO()
    call_command("import_roster", str(file), "--university", university, *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(file):
    dry = run(file, "--dry-run")

    assert dry.splitlines() == [
        "DRY RUN: nothing will be written.",
        "Refused: line 4, 性别: is neither 男 nor 女",
        "DRY RUN: nothing was written. 2 would be created, 0 changed, 0 unchanged, 1 refused.",
    ]
    assert (RosterEntry.objects.count(), ImportJob.objects.count()) == (0, 0)


def test_the_report_is_one_json_object_and_the_pages_can_take_the_import_back(file, career_officer):
    report = json.loads(run(file, "--json"))
    again = json.loads(run(file, "--json"))

    refused = [{"line": 4, "column": "性别", "reason": "is neither 男 nor 女"}]
    first = {"created": 2, "changed": 0, "unchanged": 0, "refused": refused, "dry_run": False}
    assert (report, again) == (first, first | {"created": 0, "unchanged": 2})
    job = ImportJob.objects.get()
    assert (job.state, job.organisation.slug, job.park) == ("committed", "soochow", None)
    revert(job, by=career_officer)
    assert RosterEntry.objects.count() == 0


def test_students_who_are_missing_are_marked_only_when_asked(file, tmp_path):
    run(file)
    shorter = tmp_path / "shorter.csv"
    shorter.write_bytes(csv_file(ROWS[:1]))

    run(shorter)
    assert RosterEntry.objects.enrolled().count() == 2
    run(shorter, "--mark-missing")
    assert RosterEntry.objects.enrolled().get().student_number == "2022000001"


def test_what_cannot_be_done_is_said_in_one_sentence(file, tmp_path):
    unnumbered = tmp_path / "unnumbered.csv"
    unnumbered.write_bytes(csv_file([{"姓名": "李悦"}]))

    with pytest.raises(CommandError, match="no university “atlantis”; the universities are: sooch"):
        run(file, university="atlantis")
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="Say which column holds: Student number"):
        run(unnumbered)
