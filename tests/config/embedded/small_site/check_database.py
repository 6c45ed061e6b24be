"""Tests that pytest runs inside a small site; the name keeps them out of our own suite."""

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(4))
def test_every_worker_has_a_database_of_its_own(number):
    cache.set(f"number {number}", number)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]

    assert name.startswith("test_portal")
    assert cache.get(f"number {number}") == number
