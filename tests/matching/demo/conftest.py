"""The demo without a database (its terms), and a small one in a database (the demo itself)."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import transaction

from matching.demo.progress import Progress
from matching.demo.seeding import Order, seed_demo
from matching.demo.terms import Term, Terms
from parks.actions.vocabulary import load_vocabulary
from parks.vocabulary.reference import read_reference

TODAY = datetime.date(2026, 11, 20)
LOADED_AT = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
GRADUATES, OPENINGS, SEED = 120, 80, 7


@pytest.fixture(scope="session")
def terms() -> Terms:
    """The vocabulary of this release, with made-up ids."""
    tables = read_reference().tables

    def rows(table: str) -> dict[str, Term]:
        return {
            cells["code"]: Term(number, cells["label_zh"], cells["label_en"])
            for number, cells in enumerate(tables[table], start=1)
        }

    return Terms(
        skills=rows("skills"),
        disciplines=rows("disciplines"),
        degrees=rows("degree_levels"),
        stages=rows("chain_stages"),
        regions=rows("regions"),
        occupations=rows("occupations"),
    )


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The reference tables in the database, for the tests of one module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(read_reference(), at=LOADED_AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(loaded) -> Order:
    """A demo of 120 graduates and 80 openings, for the tests of one module."""
    order = Order(GRADUATES, OPENINGS, SEED, TODAY)
    seed_demo(order, Progress(StringIO()))
    return order
