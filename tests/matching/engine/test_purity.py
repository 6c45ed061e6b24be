"""The engine is numbers only: nothing imported that knows a clock, a database or chance."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from matching import engine

FILES = sorted(Path(engine.__file__).parent.glob("*.py"))
ALLOWED = {
    "collections.abc",
    "concurrent.futures",
    "dataclasses",
    "enum",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "numba",
    "numpy",
    "numpy.typing",
    "threading",
    "typing",
}
OWN_SOURCES_ONLY = {"compiling.py": {"pathlib"}}
"""Who may touch files: machine code is kept in a folder named by the sources."""

PERSONAL = (
    "name",
    "sex",
    "gender",
    "age",
    "birth",
    "ethnic",
    "nation",
    "hukou",
    "photo",
    "picture",
    "marital",
    "married",
    "school",
    "university",
    "rank_of",
    "parent",
    "health",
    "email",
    "phone",
)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_engine_imports_arrays_and_itself_only(path):
    foreign = {name for name in imported(path) if not name.startswith("matching.engine")}

    assert foreign <= ALLOWED | OWN_SOURCES_ONLY.get(path.name, set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_engine_takes_no_chance(path):
    assert "random" not in path.read_text()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_engine_looks_at_no_clock_and_no_environment(path):
    names = {
        node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)
    }

    assert names.isdisjoint({"time", "datetime", "date", "os", "sys", "environ", "open", "print"})


@pytest.mark.parametrize("table", [engine.Graduates, engine.Openings, engine.Claims, engine.Texts])
def test_nothing_personal_has_a_column_and_so_cannot_count(table):
    columns = [each.name for each in fields(table)]

    assert [name for name in columns if any(word in name for word in PERSONAL)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_everything_offered_is_there():
    assert [name for name in engine.__all__ if not hasattr(engine, name)] == []
