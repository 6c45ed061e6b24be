"""The import contracts hold, and each of them is seen to fail when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "parks", "companies", "talent", "matching")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_house(tmp_path):
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_contract_is_kept():
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("parks/validators.py", "import companies.models", "Floors"),
        ("companies/search.py", "import talent.models", "Floors"),
        ("talent/models/skills.py", "import config.urls", "Floors"),
        ("parks/models/mail.py", "import parks.actions.mail", "Rooms"),
        ("matching/choices/runs.py", "import matching.models", "Rooms"),
        ("talent/forms/skills.py", "import talent.views.profile", "Rooms"),
        ("matching/engine/weights.py", "import django", "The engine knows neither"),
        ("matching/engine/weights.py", "import matching.models", "The engine knows neither"),
    ],
)
def test_a_broken_contract_is_reported(copy_of_the_house, module, line, contract):
    with (copy_of_the_house / module).open("a") as file:
        file.write(f"\n{line}\n")

    result = lint_imports(copy_of_the_house)

    broken = [row for row in result.stdout.splitlines() if row.endswith("BROKEN")]
    assert result.returncode == 1
    assert any(row.startswith(contract) for row in broken), result.stdout
