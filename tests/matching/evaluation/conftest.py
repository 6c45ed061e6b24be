"""The vocabulary of this release in a database, for readers that are tried on real words."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import transaction

from parks.actions.vocabulary import load_vocabulary
from parks.vocabulary.reference import read_reference

LOADED_AT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def vocabulary(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The reference tables, for the tests of one module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(read_reference(), at=LOADED_AT)
        yield
        transaction.set_rollback(True)
