"""What every test shares: the real input, the people, and Redis databases of their own."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

from tests.browser.chromium import find_chromium, why_none

REAL_INPUT_DIR = os.environ.get("REAL_INPUT_DIR", "")

pytest_plugins = ["tests.people"]

# A busy machine is no failure; the same examples every time, so that a failure can be repeated.
settings.register_profile("portal", deadline=None, derandomize=True)
settings.load_profile("portal")


def pytest_collection(session: pytest.Session) -> None:
    """Nothing of the thousands of tests that are collected is garbage: to look for it takes a third
    of that time, and later again and again."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here; the head of the report gives the reason."""
    for marker in reasons():
        left_out = [item for item in items if item.get_closest_marker(marker)]
        items[:] = [item for item in items if not item.get_closest_marker(marker)]
        config.hook.pytest_deselected(items=left_out)


def pytest_report_header() -> list[str]:
    return list(reasons().values())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in reasons().values():
        terminalreporter.write_line(reason, yellow=True)


def reasons() -> dict[str, str]:
    """Return the markers of tests that cannot run here, with why; in CI a missing browser fails."""
    found = {}
    if not REAL_INPUT_DIR:
        found["real_input"] = "tests on real input not run: REAL_INPUT_DIR is not set"
    if find_chromium() is None and not os.environ.get("CI"):
        found["browser"] = why_none()
    return found


END_OTHER_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

LOG_MAY_BE_EMPTIED = "ALTER TABLE parks_logentry DISABLE TRIGGER log_keeps_its_rows"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Before the test database is dropped, end what threads of the live server have left open.

    Tests that commit empty all tables afterwards, which the log refuses everywhere else.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        assert connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"]
        cursor.execute(LOG_MAY_BE_EMPTIED)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)


@pytest.fixture(scope="session")
def real_input() -> Path:
    """The folder of real postings and CVs."""
    return Path(REAL_INPUT_DIR)
