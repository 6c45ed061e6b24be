"""One address, tried by many people on the same rows: what one of them did is undone for the next.

Building the rows takes longer than a visit, so that they are built once for each address.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from parks.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside; the rows are as they were before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(person: User | None) -> Client:
    """Return a browser of this person; of somebody who is not signed in for None."""
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def body_of(response: HttpResponseBase) -> bytes:
    """Return the whole answer; one that streams is closed by being read to its end."""
    return b"".join(response) if response.streaming else response.content
