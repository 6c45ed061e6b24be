"""How the kernels are compiled: without Python's lock, and kept in a folder of this version."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numba import config

from matching.engine import compiling, kernel, lists, text_kernel, unknowns

FOLDER = Path(compiling.__file__).parent
KERNELS = [
    kernel.score_graduates,
    kernel.fill_lists,
    lists.joined,
    lists.merged,
    text_kernel.add_text,
    unknowns._count,
]


@pytest.mark.parametrize("compiled", KERNELS, ids=lambda each: each.__name__)
def test_kernels_run_without_pythons_lock_and_are_kept(compiled):
    assert compiled.targetoptions["nogil"] is True
    assert compiled.targetoptions["nopython"] is True
    assert compiled.stats.cache_path.startswith(config.CACHE_DIR)


def test_every_file_compiles_in_the_one_way():
    users = [
        path.name
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "numba"
    ]

    assert users == ["compiling.py"]


def folder_in_a_process_of_its_own(**environment: str) -> str:
    program = "from numba import config; import matching.engine.compiling; print(config.CACHE_DIR)"
    known = {name: text for name, text in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**known, **environment},
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


def test_machine_code_lies_beside_the_sources_in_a_folder_named_by_them():
    folder = Path(folder_in_a_process_of_its_own())

    assert folder == FOLDER / "__pycache__" / f"compiled-{compiling._digest()}"


def test_a_folder_named_by_the_operator_is_used_as_it_is(tmp_path):
    assert folder_in_a_process_of_its_own(NUMBA_CACHE_DIR=str(tmp_path)) == str(tmp_path)
