from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.parks.smtp_servers import Server, running
from tests.parks.texts import text

__all__ = ("serve", "text")


@pytest.fixture
def serve(settings) -> Iterator[Callable[[Server], Server]]:
    """Run a mail server until the test is over, and deliver to it."""
    with ExitStack() as servers:
        yield lambda server: servers.enter_context(running(server, settings))
