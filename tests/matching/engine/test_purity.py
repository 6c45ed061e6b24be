"""The engine is numbers only: nothing imported that knows a clock, a database or chance."""

import ast
from pathlib import Path

import pytest

from matching import engine

FILES = sorted(Path(engine.__file__).parent.glob("*.py"))
ALLOWED = {
    "collections.abc",
    "dataclasses",
    "enum",
    "hashlib",
    "json",
    "numpy",
    "numpy.typing",
    "scipy.sparse",
    "typing",
}


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

    assert foreign <= ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_engine_takes_no_chance(path):
    assert "random" not in path.read_text()


def test_everything_offered_is_there():
    assert [name for name in engine.__all__ if not hasattr(engine, name)] == []
