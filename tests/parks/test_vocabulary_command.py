"""`manage.py load_vocabulary`, as somebody at a terminal meets it."""

import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parks.models import Region, Skill, Vocabulary
from parks.vocabulary.reference import FOLDER
from tests.factories.parks import ParkFactory

ROOT = Path(__file__).resolve().parents[2]


def run(**options: object) -> list[str]:
    out = StringIO()
    call_command("load_vocabulary", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "tables", ignore=shutil.ignore_patterns("*.md"))
    return tmp_path / "tables"


def drop_last_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


@pytest.mark.django_db
def test_it_prints_one_line_per_table_and_the_edition():
    lines = run()

    skills = Skill.objects.count()
    assert len(lines) == 11
    assert lines[1].split() == f"skills {skills} created 0 changed 0 unchanged".split()
    assert lines[-1] == f"Loaded edition {Vocabulary.objects.get().version[:12]}."


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so():
    run()

    lines = run()

    version = Vocabulary.objects.get().version
    assert lines[-1] == f"Nothing changed: edition {version[:12]} is loaded."
    assert all(" 0 created      0 changed" in line for line in lines[:-1])


@pytest.mark.django_db
def test_again_puts_back_what_was_mended():
    run()
    Skill.objects.filter(code="GMP-01").update(label_zh="规范")

    lines = run(again=True)

    assert " 1 changed" in lines[1]
    assert lines[-1].startswith("Loaded edition")
    assert Skill.objects.get(code="GMP-01").label_zh == "药品生产质量管理规范"


@pytest.mark.django_db
def test_a_row_that_left_the_files_is_removed_or_reported(folder):
    run(folder=folder)
    drop_last_line(folder / "occupations.csv")
    drop_last_line(folder / "regions.csv")
    macao = Region.objects.get(code="820000")
    last = Region.objects.order_by("-code").first()
    ParkFactory(region=last)

    lines = run(folder=folder)

    assert lines[-2].endswith("1 removed")
    assert lines[7].endswith(f"; in use though gone from the files: {last.code}")
    assert Region.objects.filter(pk__in=[macao.pk, last.pk]).exists()


@pytest.mark.django_db
def test_a_broken_file_is_one_sentence_with_file_line_and_column(folder):
    path = folder / "skills.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("MOL-02,MOL,method", "MOL-02,MOL,art"), encoding="utf-8")

    with pytest.raises(CommandError) as told:
        run(folder=folder)

    assert str(told.value).startswith("skills.csv, line 3, column “kind”: “art” is none of method")
    assert not Skill.objects.exists()


@pytest.mark.django_db
def test_a_broken_file_leaves_the_loaded_edition_alone(folder):
    run(folder=folder)
    before = Vocabulary.objects.get().version
    (folder / "regions.csv").write_text("code\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"regions\.csv, line 1: the heading must be"):
        run(folder=folder)

    assert Vocabulary.objects.get().version == before
    assert Region.objects.filter(code="320500").exists()


def test_at_the_terminal_a_broken_file_ends_with_code_1_and_no_traceback(tmp_path):
    command = [sys.executable, "manage.py", "load_vocabulary", "--folder", str(tmp_path)]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "skill_groups.csv, line 1: the file cannot be read" in ended.stderr
    assert "Traceback" not in ended.stderr
