"""What every test shares: the real input, the people, and Redis databases of their own."""

import os
from pathlib import Path

import pytest

REAL_INPUT_DIR = os.environ.get("REAL_INPUT_DIR", "")

pytest_plugins = ["tests.people"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests on real input where there is none; the suite then says so."""
    if REAL_INPUT_DIR:
        return
    left_out = [item for item in items if item.get_closest_marker("real_input")]
    items[:] = [item for item in items if not item.get_closest_marker("real_input")]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def real_input() -> Path:
    """The folder of real postings and CVs."""
    return Path(REAL_INPUT_DIR)


@pytest.fixture(scope="session")
def vocabulary(django_db_setup, django_db_blocker) -> None:
    """The reference tables, loaded once for the whole session and kept by every test."""
    with django_db_blocker.unblock():
        load_vocabulary()
