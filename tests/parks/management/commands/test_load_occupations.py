"""`manage.py load_occupations`, as somebody at a terminal meets it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parks.models import Occupation

pytestmark = pytest.mark.django_db
GOOD = "code,name,aliases,definition,tasks\n2-05-06-01,药师,药剂师|执业药师,从事调剂的人员,调剂\n"
BAD = GOOD + "2-5,护士,,,\n2-05-08-01,,,,\n"


def write(folder: Path, content: bytes) -> str:
    path = folder / "table.csv"
    path.write_bytes(content)
    return str(path)


def run(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("load_occupations", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_says_what_it_did_whatever_the_encoding(tmp_path, encoding):
    path = write(tmp_path, GOOD.encode(encoding))

    said, errors = run(path)

    assert (said, errors) == ("1 occupations created, 0 changed, 0 unchanged.\n", "")
    assert Occupation.objects.get().label_zh == "药师"


def test_the_second_time_it_says_that_nothing_changed(tmp_path):
    path = write(tmp_path, GOOD.encode())
    run(path)

    said, _errors = run(path)

    assert said == "0 occupations created, 0 changed, 1 unchanged.\n"


def test_with_json_stdout_holds_one_object(tmp_path):
    said, errors = run(write(tmp_path, GOOD.encode()), "--json")

    assert errors == ""
    assert json.loads(said) == {
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "refused": [],
        "dry_run": False,
    }


def test_bad_lines_are_named_and_nothing_is_loaded(tmp_path):
    out, errors = StringIO(), StringIO()
    path = write(tmp_path, BAD.encode())

    with pytest.raises(CommandError) as told:
        call_command("load_occupations", path, "--json", stdout=out, stderr=errors)

    assert str(told.value) == "Nothing was loaded: 2 of the lines are wrong."
    assert told.value.returncode == 1
    assert errors.getvalue().splitlines() == [
        "Refused: line 3, code: “2-5” is not a code such as 2-02-32-02",
        "Refused: line 4, name: is empty",
    ]
    assert [refusal["line"] for refusal in json.loads(out.getvalue())["refused"]] == [3, 4]
    assert not Occupation.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no file “"),
        (b"", "The file is empty."),
        (b"code,aliases\n2,a\n", "The table has no column “name”."),
    ],
)
def test_a_file_that_is_no_table_is_one_sentence(tmp_path, content, sentence):
    path = write(tmp_path, content) if content is not None else str(tmp_path / "none.csv")

    with pytest.raises(CommandError, match=sentence) as told:
        run(path)

    assert told.value.returncode == 1
