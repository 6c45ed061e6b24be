"""`manage.py evaluate_titles`, as somebody at a terminal meets it."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parks.models import Occupation

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def occupations(db) -> None:
    names = {"2-05-06-01": "药师", "4-02-06-01": "仓储管理员", "2-02": "工程技术人员"}
    Occupation.objects.bulk_create(
        Occupation(code=code, label_zh=name, label_en=name) for code, name in names.items()
    )


def write(folder: Path, *cases: tuple[str, str]) -> str:
    path = folder / "titles.jsonl"
    lines = [json.dumps({"title": title, "code": code}) for title, code in cases]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("evaluate_titles", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.usefixtures("occupations")
def test_the_figures_of_titles_all_found_first_are_one(tmp_path):
    path = write(tmp_path, ("执业药师（双休）", "2-05-06-01"), ("仓库管理员", "4-02-06-01"))

    said, errors = run(path)

    assert said.splitlines() == [
        "R@1   1.0000",
        "R@5   1.0000",
        "R@10  1.0000",
        "MRR   1.0000",
        "2 titles",
    ]
    assert errors == ""


@pytest.mark.usefixtures("occupations")
def test_with_json_stdout_holds_one_object_and_nothing_else(tmp_path):
    path = write(tmp_path, ("药师", "2-05-06-01"), ("药师", "4-02-06-01"))

    said, errors = run(path, "--json")

    assert json.loads(said) == {"r@1": 0.5, "r@5": 0.5, "r@10": 0.5, "mrr": 0.5, "titles": 2}
    assert errors == ""


@pytest.mark.usefixtures("occupations")
def test_codes_that_no_occupation_has_are_misses_and_counted(tmp_path):
    path = write(tmp_path, ("药师", "2-05-06-01"), ("护士", "2-05-08-01"), ("?", "none"))

    said, errors = run(path, "--json")

    assert json.loads(said)["r@1"] == 0.3333
    assert errors == (
        "2 of 3 titles have a code that no occupation of the vocabulary has; "
        "they count as misses.\n"
    )


@pytest.mark.usefixtures("occupations")
def test_a_group_may_be_written_with_its_zeros(tmp_path):
    said, errors = run(write(tmp_path, ("工程技术人员", "2-02-00-00")), "--json")

    assert json.loads(said)["mrr"] == 1
    assert errors == ""


@pytest.mark.usefixtures("occupations")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no file “"),
        ("title,code\n", "Line 1 is not JSON."),
        ("", "holds no titles."),
    ],
)
def test_a_file_that_is_no_collection_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "titles.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=sentence) as told:
        run(str(path))

    assert told.value.returncode == 1


@pytest.mark.django_db
def test_a_vocabulary_that_is_not_loaded_is_told(tmp_path):
    with pytest.raises(CommandError, match="There are no occupations yet: run load_vocabulary"):
        run(write(tmp_path, ("药师", "2-05-06-01")))


def test_at_the_terminal_a_missing_file_ends_with_code_1_and_no_traceback(tmp_path):
    command = [sys.executable, "manage.py", "evaluate_titles", str(tmp_path / "none"), "--json"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "There is no file" in ended.stderr
    assert "Traceback" not in ended.stderr
