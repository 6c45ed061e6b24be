"""Rules of docs/conventions.md that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "parks", "companies", "talent", "matching")
LONGEST_FILE = 300
LONGEST_VIEW = 25
LONG_LINE = 120

SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_source_file_holds_two_nouns(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [p for p in SOURCES if "views" in p.parts], ids=name)
def test_views_can_be_read_at_a_glance(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]

    too_long = {f.name: f.end_lineno - f.lineno + 1 for f in functions}

    assert {f: lines for f, lines in too_long.items() if lines > LONGEST_VIEW} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_inline_style_script_or_handler(path):
    text = path.read_text(encoding="utf-8")

    found = re.findall(r"\sstyle\s*=|\son[a-z]+\s*=|<style|<script(?![^>]*\ssrc=)", text)

    assert found == []


BLOCKS = re.compile(r"<(?:div|dl|form|h\d|li|ol|p|section|table|tbody|td|th|thead|tr|ul)\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_long_lines_of_templates_hold_one_block_each(path):
    """A sentence may be long; elements one after the other are told apart by lines."""
    lines = path.read_text(encoding="utf-8").splitlines()

    crowded = [line for line in lines if len(line) > LONG_LINE and len(BLOCKS.findall(line)) > 1]

    assert crowded == []


def test_models_override_neither_save_nor_ordering():
    models = [path for path in SOURCES if "models" in path.parts]

    text = "\n".join(path.read_text(encoding="utf-8") for path in models)

    assert re.findall(r"def save\(|^\s+ordering\s*=|GenericForeignKey", text, re.MULTILINE) == []


def test_no_signals_tie_our_apps_together():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)

    assert re.findall(r"django\.(?:db\.models|dispatch).*(?:signals|receiver)", text) == []
