"""The log: append-only in the database itself, and read by few."""

import pytest
from django.db import DatabaseError, connection, transaction

from parks.models import LogEntry
from tests.factories.parks import LogEntryFactory, ParkFactory

pytestmark = pytest.mark.django_db


def facts(entry: LogEntry) -> dict:
    return LogEntry.objects.values().get(pk=entry.pk)


def test_the_database_refuses_to_change_an_entry():
    entry = LogEntryFactory(verb="created")
    before = facts(entry)

    with pytest.raises(DatabaseError, match="append-only: UPDATE"), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(verb="tampered")

    assert facts(entry) == before


def test_the_database_refuses_to_delete_an_entry():
    entry = LogEntryFactory()

    with pytest.raises(DatabaseError, match="append-only: DELETE"), transaction.atomic():
        entry.delete()

    assert LogEntry.objects.filter(pk=entry.pk).exists()


def test_plain_sql_does_not_get_around_the_rule():
    entry = LogEntryFactory(verb="created")

    statement = "UPDATE parks_logentry SET details = '{}' WHERE id = %s"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement, [entry.pk])

    assert facts(entry)["verb"] == "created"


def test_the_database_refuses_to_empty_the_log():
    entry = LogEntryFactory()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only: TRUNCATE"), transaction.atomic():
            cursor.execute("TRUNCATE parks_logentry CASCADE")

    assert LogEntry.objects.filter(pk=entry.pk).exists()


def test_entries_are_found_by_the_row_they_are_about(park):
    about = LogEntryFactory(noun="parks.park", row_id=park.pk)
    LogEntryFactory(noun="parks.park", row_id=park.pk + 1)
    LogEntryFactory(noun="parks.organisation", row_id=park.pk)

    assert list(LogEntry.objects.about(park)) == [about]


def test_the_park_reads_what_happened_in_it(park, readers):
    entry = LogEntryFactory(park=park)

    assert readers(entry) == {"park_officer", "operator"}


def test_the_administrators_of_an_organisation_read_what_happened_in_it(company, readers):
    entry = LogEntryFactory(organisation=company)

    assert readers(entry) == {"recruiter", "operator"}


def test_people_read_what_they_did_themselves(graduate, readers):
    entry = LogEntryFactory(actor=graduate)

    assert readers(entry) == {"graduate", "operator"}


def test_what_the_system_did_by_itself_is_no_business_of_somebody_signed_out(readers):
    entry = LogEntryFactory(actor=None, park=ParkFactory())

    assert readers(entry) == {"operator"}


def test_nobody_edits_the_log(park, graduate, editors):
    entry = LogEntryFactory(park=park, actor=graduate)

    assert editors(entry) - {"operator"} == set()
