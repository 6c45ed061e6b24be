import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.matching.evaluation.conftest import vocabulary  # noqa: F401
from tests.matching.evaluation.folders import json_lines

ROWS = [
    {"lang": "en", "text": "PCR is required, ELISA is a plus.", "skills": ["PCR", "ELISA"]},
    {"lang": "zh", "text": "本人熟悉细胞培养，没有做过PCR。", "skills": ["细胞培养", "炼金术"]},
]


def evaluated(*options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("evaluate_skills", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("vocabulary")
def test_json_holds_the_shares_overall_and_by_language_and_unknown_names_are_told(tmp_path):
    file = json_lines(tmp_path / "texts.jsonl", ROWS)

    out, err = evaluated(str(file), "--json")

    figures = json.loads(out)
    assert figures["overall"] == {
        "precision": 1.0,
        "recall": 0.75,
        "f1": round(6 / 7, 4),
        "named": 4,
        "found": 3,
        "right": 3,
    }
    assert figures["by_language"]["en"]["f1"] == 1.0
    assert figures["by_language"]["zh"]["recall"] == 0.5
    assert err == (
        "1 names are no skill of the vocabulary; they count as misses (1 times): 炼金术.\n"
    )


@pytest.mark.usefixtures("vocabulary")
def test_a_person_reads_a_table(tmp_path):
    out, _err = evaluated(str(json_lines(tmp_path / "texts.jsonl", ROWS)))

    lines = [line.split() for line in out.splitlines()]
    assert lines[1][:4] == ["overall", "1.0000", "0.7500", "0.8571"]
    assert [line[0] for line in lines[2:]] == ["en", "zh"]


def test_a_missing_file_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(CommandError) as refusal:
        evaluated(str(tmp_path / "none.jsonl"))

    assert str(refusal.value) == f"There is no file “{tmp_path / 'none.jsonl'}”."
    assert refusal.value.returncode == 1


@pytest.mark.parametrize(
    ("words", "code"), [(("evaluate_skills",), 2), (("evaluate_skills", "none.jsonl"), 1)]
)
def test_the_exit_code_is_2_for_wrong_arguments_and_1_for_a_wrong_file(tmp_path, words, code):
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *words],
        cwd=tmp_path,
        env={**os.environ, "REAL_INPUT_DIR": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
