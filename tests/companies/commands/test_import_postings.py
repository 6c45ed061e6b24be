import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from companies.models import Company, Opening
from parks.models import Park
from tests.companies.postings.tables import csv_of
from tests.factories.parks import ParkFactory
from tests.journeys.conftest import address_of_test_database
from tests.parks.imports.books import workbook

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
ROWS = [
    {"id": "1", "title": "QC Analyst", "company": "Alpha", "posted": "2026-05-09"},
    {"id": "2", "title": "", "company": "Alpha", "posted": "2026-05-09"},
    {"id": "3", "title": "质检员", "company": "谱元科技", "posted": "soon"},
    {"id": "4", "title": "质检员", "company": "谱元科技", "posted": "2026-05"},
]


@pytest.fixture(autouse=True)
def park() -> Park:
    return ParkFactory(slug="biobay")


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "招聘岗位.csv"
    path.write_bytes(csv_of(ROWS))
    return path


def run(file: Path | str, **options: object) -> str:
    out = StringIO()
    call_command("import_postings", str(file), **({"park": "biobay"} | options), stdout=out)
    return out.getvalue()


def refusal(file: Path | str, **options: object) -> CommandError:
    with pytest.raises(CommandError) as error:
        run(file, **options)
    return error.value


def test_the_report_names_columns_refusals_and_counts_in_this_order(file):
    assert run(file).splitlines() == [
        "Columns: title ← title; company ← company; posted ← posted; id ← id. Not read: none.",
        "Refused: line 3, title: is empty",
        "Refused: line 4, posted: is not a date; write it as 2026-05-09",
        "2 created, 0 changed, 0 unchanged, 2 refused.",
    ]
    assert set(Opening.objects.values_list("external_id", flat=True)) == {"1", "4"}


def test_with_json_one_object_of_just_these_keys_is_printed(file):
    assert json.loads(run(file, json=True)) == {
        "created": 2,
        "changed": 0,
        "unchanged": 0,
        "refused": [
            {"line": 3, "column": "title", "reason": "is empty"},
            {
                "line": 4,
                "column": "posted",
                "reason": "is not a date; write it as 2026-05-09",
            },
        ],
        "dry_run": False,
    }


def test_a_dry_run_says_so_first_and_last_and_writes_nothing(file):
    lines = run(file, dry_run=True).splitlines()

    assert lines[0] == "DRY RUN: nothing will be written."
    assert lines[-1] == (
        "DRY RUN: nothing was written. 2 would be created, 0 changed, 0 unchanged, 2 refused."
    )
    assert not Opening.objects.exists()
    assert not Company.objects.exists()


def test_a_dry_run_in_json_says_so_too(file):
    assert json.loads(run(file, dry_run=True, json=True))["dry_run"] is True
    assert not Opening.objects.exists()


def test_the_same_file_a_second_time_changes_nothing(file):
    run(file)

    assert run(file).splitlines()[-1] == "0 created, 0 changed, 2 unchanged, 2 refused."


def test_a_workbook_is_imported_like_a_csv(tmp_path):
    path = tmp_path / "postings.xlsx"
    path.write_bytes(
        workbook(
            [
                ["2026年生物医药园区招聘汇总表"],
                ["职位名称", "公司名称", "学历要求", "薪资（元/月）", "招聘人数", "编号"],
                ["研究员", "合生基因", "不限", "8000-12000", 2, 1001],
                ["分析员", None, "不限", "面议", "若干", 1002.0],
            ],
            merged=["A1:F1", "B3:B4"],
        )
    )

    lines = run(path).splitlines()

    assert lines[-1] == "2 created, 0 changed, 0 unchanged, 0 refused."
    columns = ("external_id", "company__name_zh", "salary_min", "headcount")
    assert list(Opening.objects.order_by("external_id").values_list(*columns)) == [
        ("1001", "合生基因", 8000, 2),
        ("1002", "合生基因", None, 1),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_openings(tmp_path, encoding, delimiter):
    path = tmp_path / "postings.csv"
    text = f"职位{delimiter}公司{delimiter}城市\n细胞治疗研究员{delimiter}合生基因{delimiter}苏州\n"
    path.write_bytes(text.encode(encoding))

    run(path)

    assert list(Opening.objects.values_list("title_zh", "company__name_zh", "place_text")) == [
        ("细胞治疗研究员", "合生基因", "苏州")
    ]


def test_a_heading_is_mapped_by_hand(tmp_path):
    path = tmp_path / "postings.csv"
    path.write_text("Rolle,Firma,Gehalt\nQC Analyst,Alpha,secret\n")

    lines = run(path, map=["Rolle=title", "Firma=company", "Gehalt=ignore"]).splitlines()

    assert lines[0] == "Columns: title ← Rolle; company ← Firma. Not read: Gehalt."
    assert Opening.objects.get().title_en == "QC Analyst"


def test_rows_without_a_company_are_given_the_one_named(tmp_path):
    path = tmp_path / "postings.csv"
    path.write_text("title\nQC Analyst\n")

    run(path, company=" Alpha ")

    assert Opening.objects.get().company.name_en == "Alpha"


def test_a_relative_path_is_looked_for_in_the_folder_of_real_input(file, monkeypatch):
    monkeypatch.setenv("REAL_INPUT_DIR", str(file.parent))

    assert run(file.name).endswith("2 refused.\n")


WITHOUT = (
    "No column is recognised as the {0}; the headings are: {1}."
    " Say which one it is, as in --map heading={0}."
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b",,,\n", "The file holds no rows."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This is an old workbook (.xls): save it as XLSX or CSV UTF-8.",
        ),
        (
            b"PK\x03\x04broken",
            "This file cannot be opened as an XLSX workbook: it is damaged or of another kind.",
        ),
        (b"a,b\n1,2\n", WITHOUT.format("title", "a, b")),
        (b"title\nQA\n", WITHOUT.format("company", "title")),
        (
            b"title,company,title\nQA,A,B\n",
            "The heading “title” stands twice: rename or delete one of the columns.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "postings.csv"
    path.write_bytes(content)

    error = refusal(path)

    assert (str(error), error.returncode) == (sentence, 1)


def test_a_missing_file_is_refused_by_its_path(tmp_path):
    error = refusal(tmp_path / "nothing.csv")

    assert str(error) == f"There is no file “{tmp_path / 'nothing.csv'}”."


def test_an_unknown_park_is_refused_with_those_there_are(file):
    assert str(refusal(file, park="x")) == "There is no park “x”; the parks are: biobay."


@pytest.mark.parametrize(
    ("mapping", "words"),
    [("boss", "heading=field"), ("Chef=boss", "no field “boss”; the fields are: title, company")],
)
def test_a_wrong_mapping_is_a_wrong_argument(file, mapping, words):
    error = refusal(file, map=[mapping])

    assert words in str(error)
    assert error.returncode == 2


def test_a_mapping_of_a_heading_that_is_not_there_names_those_that_are(file):
    error = refusal(file, map=["Rolle=title"])

    assert str(error) == (
        "No column is headed “Rolle”; the headings are: id, title, company, posted."
    )


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does: as a process of its own, on the database of the tests."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "REAL_INPUT_DIR": "", "DATABASE_URL": address_of_test_database()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nothing.csv", "--park", "x"], 1, "Error: There is no park “x”; the parks are: biobay."),
        (["nothing.csv", "--park", "biobay"], 1, "Error: There is no file “nothing.csv”."),
        (["nothing.csv"], 2, "manage.py import_postings: error: the following arguments are"),
        (["nothing.csv", "--park", "biobay", "--map", "a=b"], 2, "Error: There is no field “b”"),
    ],
)
def test_a_person_reads_one_sentence_and_no_traceback(arguments, code, words):
    done = manage("import_postings", *arguments)

    assert done.returncode == code
    assert done.stderr.splitlines()[-1].startswith(words)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.django_db(transaction=True)
def test_in_a_pipe_there_is_nothing_but_one_json_object(file):
    done = manage("import_postings", str(file), "--park", "biobay", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["created"] == 2
    assert Opening.objects.count() == 2
