"""What every test shares: the real input, the people, and Redis databases of their own."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
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

# Where little was written, deleting that takes a tenth of the time of TRUNCATE, which gives each of
# some two hundred tables new files; a lot is truncated all the same. What `migrate` writes anew
# after a flush is kept instead. The lock waits for whoever still writes; the role keeps triggers
# quiet, of which one guards the log.
EMPTY_ALL_TABLES = """
DO $$
DECLARE
    tables regclass[] := ARRAY(
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT IN
            ('auth_permission', 'django_content_type', 'django_migrations', 'django_site')
        ORDER BY relname
    );
    each_table regclass;
    is_filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    IF (SELECT sum(pg_relation_size(oid)) FROM unnest(tables) AS oid) > 8 * 1024 * 1024 THEN
        EXECUTE 'TRUNCATE ' || array_to_string(tables, ', ');
        RETURN;
    END IF;
    FOREACH each_table IN ARRAY tables LOOP
        EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', each_table);
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', each_table) INTO is_filled;
        IF is_filled THEN EXECUTE format('DELETE FROM %s', each_table); END IF;
    END LOOP;
END $$
"""


def empty_all_tables(_test: TransactionTestCase) -> None:
    """Take the place of Django's flush after a test that commits."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY_ALL_TABLES)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Before the test database is dropped, end what threads of the live server have left open."""
    assert connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_all_tables)
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)


@pytest.fixture(scope="session")
def real_input() -> Path:
    """The folder of real postings and CVs."""
    return Path(REAL_INPUT_DIR)
