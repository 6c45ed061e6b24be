"""One demo for all modules of this folder: each of their tests takes back what it changes."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import transaction

from matching.demo.progress import Progress
from matching.demo.seeding import Order, seed_demo
from parks.actions.vocabulary import load_vocabulary
from parks.vocabulary.reference import read_reference
from tests.matching.demo.conftest import GRADUATES, LOADED_AT, OPENINGS, SEED, TODAY


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker) -> Iterator[Order]:
    """A demo of 120 graduates and 80 openings, gone after the last test of the folder."""
    order = Order(GRADUATES, OPENINGS, SEED, TODAY)
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(read_reference(), at=LOADED_AT)
        seed_demo(order, Progress(StringIO()))
        yield order
        transaction.set_rollback(True)
