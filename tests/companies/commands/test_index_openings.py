from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from companies.models import OpeningIndex
from tests.companies.searches import find_as_indexed, offered

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("index_openings", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_what_is_out_of_date_is_indexed_and_counted():
    opening = offered("Analyst")

    assert [run(), run()] == ["openings indexed: 1", "openings indexed: 0"]
    assert find_as_indexed("q=analyst").ids == [opening.pk]


def test_everything_can_be_indexed_anew():
    opening = offered("Analyst")
    run()
    OpeningIndex.objects.all().delete()

    assert run("--all") == "openings indexed: 1"
    assert find_as_indexed("q=analyst").ids == [opening.pk]


def test_a_refusal_of_the_database_is_one_sentence():
    offered("Analyst")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE companies_openingindex ADD CONSTRAINT no_entry CHECK (is_stale)"
        )

    with pytest.raises(CommandError, match=r"^The database refused the search entries: .*\.$"):
        run()
