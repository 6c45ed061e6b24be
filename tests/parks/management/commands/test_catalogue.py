from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from parks.catalogues import catalogue_path


@pytest.fixture
def root(tmp_path: Path, settings) -> Path:
    settings.BASE_DIR = tmp_path
    source = tmp_path / "parks" / "views.py"
    source.parent.mkdir()
    source.write_text('_("Save")\n_("Open")\n', encoding="utf-8")
    return tmp_path


def run(task: str) -> str:
    out = StringIO()
    call_command("catalogue", task, stdout=out)
    return out.getvalue().strip()


def test_update_counts_what_is_to_translate_and_compiles(root):
    said = run("update")

    assert said == "2 messages, 2 to translate"
    assert catalogue_path(root).with_suffix(".mo").exists()


def test_compile_writes_the_file_that_django_reads(root):
    run("update")
    compiled = catalogue_path(root).with_suffix(".mo")
    compiled.unlink()

    run("compile")

    assert compiled.exists()


def test_check_fails_with_one_line_for_each_problem(root):
    run("update")

    with pytest.raises(CommandError) as refusal:
        run("check")

    assert str(refusal.value).splitlines() == ["not translated: 'Open'", "not translated: 'Save'"]


def test_check_is_content_when_everything_is_translated(root):
    run("update")
    path = catalogue_path(root)
    text = path.read_text(encoding="utf-8")
    for english, chinese in (("Save", "保存"), ("Open", "打开")):
        empty = f'msgid "{english}"\nmsgstr ""'
        text = text.replace(empty, f'{empty[:-1]}{chinese}"')
    path.write_text(text, encoding="utf-8")

    assert run("check") == "Every message is translated."


def test_an_unknown_task_is_refused(root):
    with pytest.raises(CommandError, match="invalid choice"):
        run("translate")
