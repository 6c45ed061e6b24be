import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from parks.imports.errors import ImportFileError
from parks.imports.reports import ImportReport, RefusedRow
from parks.imports.terminal import (
    Error,
    ImportCommand,
    find_input,
    in_words,
    park_of,
    progress_bar,
)
from tests.factories.parks import ParkFactory


class Import(ImportCommand):
    """Reports what it is told to."""

    def __init__(self, report: ImportReport | Exception) -> None:
        super().__init__(stdout=StringIO(), stderr=StringIO())
        self.report = report
        self.language = None

    def run(self, **options) -> ImportReport:
        self.language = translation.get_language()
        if isinstance(self.report, Exception):
            raise self.report
        return self.report


def printed(report: ImportReport, **options) -> str:
    command = Import(report)
    call_command(command, park="biobay", **options)
    return command.stdout._out.getvalue()


@pytest.fixture
def report() -> ImportReport:
    refused = [RefusedRow(3, "title", "is empty"), RefusedRow(9, "薪资", "is odd")]
    return ImportReport(dry_run=False, created=4, changed=1, unchanged=2, refused=refused)


def test_every_refusal_has_a_line_of_its_own_and_the_counts_come_last(report):
    assert printed(report).splitlines() == [
        "Refused: line 3, title: is empty",
        "Refused: line 9, 薪资: is odd",
        "4 created, 1 changed, 2 unchanged, 2 refused.",
    ]


def test_a_dry_run_cannot_be_mistaken_for_the_real_one(report):
    report.dry_run = True

    lines = printed(report, dry_run=True).splitlines()

    assert lines[0] == "DRY RUN: nothing will be written."
    assert lines[-1].startswith("DRY RUN: nothing was written. 4 would be created")


def test_a_real_run_never_says_that_it_is_a_dry_one(report):
    assert "DRY RUN" not in printed(report)


@pytest.mark.parametrize("dry_run", [False, True])
def test_with_json_there_is_one_object_and_nothing_else(report, dry_run):
    report.dry_run = dry_run

    out = printed(report, dry_run=dry_run, json=True)

    assert out.count("\n") == 1
    assert json.loads(out) == report.as_json()


def test_chinese_stands_in_json_as_it_is(report):
    assert '"薪资"' in printed(report, json=True)


def test_a_file_that_cannot_be_used_ends_the_command_with_one_sentence():
    with pytest.raises(CommandError, match=r"^The file is empty\.$") as failure:
        printed(ImportFileError("The file is empty."))

    assert failure.value.returncode == 1


def test_the_sentence_on_stderr_has_no_traceback():
    command = Import(ImportFileError("The file is empty."))
    command.requires_system_checks = []

    with pytest.raises(SystemExit) as end:
        command.run_from_argv(["manage.py", "import", "--park", "biobay"])

    assert end.value.code == 1
    assert command.stderr._out.getvalue() == "Error: The file is empty.\n"
    assert command.stdout._out.getvalue() == ""


def test_the_command_speaks_english_whatever_the_portal_speaks(report):
    command = Import(report)

    with translation.override("zh-hans"):
        call_command(command, park="biobay")

    assert command.language is None


def test_a_command_without_a_park_is_refused(report):
    with pytest.raises(CommandError, match="--park"):
        call_command(Import(report))


@pytest.mark.django_db
def test_a_park_is_found_by_its_address():
    park = ParkFactory(slug="biobay")

    assert park_of("biobay") == park


@pytest.mark.django_db
def test_an_unknown_park_is_refused_with_those_there_are():
    ParkFactory(slug="zhangjiang")
    ParkFactory(slug="biobay")

    with pytest.raises(Error, match="no park “x”; the parks are: biobay, zhangjiang"):
        park_of("x")


@pytest.mark.django_db
def test_without_any_park_the_refusal_says_so():
    with pytest.raises(Error, match="the parks are: none yet"):
        park_of("x")


def test_a_path_is_taken_from_the_working_folder_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REAL_INPUT_DIR", str(tmp_path / "real"))
    (tmp_path / "here.csv").write_text("x")

    assert find_input("here.csv") == Path("here.csv")


def test_a_path_not_found_there_is_looked_for_in_the_folder_of_real_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REAL_INPUT_DIR", str(tmp_path / "real"))

    assert find_input("cvs/one.pdf") == tmp_path / "real" / "cvs" / "one.pdf"


def test_an_absolute_path_is_never_moved(tmp_path, monkeypatch):
    monkeypatch.setenv("REAL_INPUT_DIR", str(tmp_path / "real"))

    assert find_input("/nowhere/x.csv") == Path("/nowhere/x.csv")


def test_without_a_folder_of_real_input_the_path_stays(monkeypatch):
    monkeypatch.delenv("REAL_INPUT_DIR", raising=False)

    assert find_input("x.csv") == Path("x.csv")


def test_words_and_json_count_the_same(report):
    assert in_words(report)[-1] == "4 created, 1 changed, 2 unchanged, 2 refused."


@pytest.mark.parametrize("total", [0, 10])
def test_away_from_a_terminal_the_bar_is_silent(total, capsys):
    with progress_bar(total, "line") as progress:
        for reached in (1, 5, 10):
            progress(reached)

    assert capsys.readouterr() == ("", "")
