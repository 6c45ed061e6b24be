"""Real mail servers in this process, each with a behaviour of its own."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.parks.deliveries import closed_port

OK = "250 OK"


class Server:
    """Takes mails, or answers RCPT or DATA with what it was given for them."""

    def __init__(self, *, to_recipient: str = OK, to_data: str = OK) -> None:
        self.to_recipient, self.to_data = to_recipient, to_data
        self.taken: list[bytes] = []
        self.asked = 0

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked += 1
        if self.to_recipient == OK:
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.to_data == OK:
            self.taken.append(envelope.content)
        return self.to_data

    def messages(self) -> list[EmailMessage]:
        """Read what was taken, as a mail program does."""
        return [message_from_bytes(content, policy=policy.default) for content in self.taken]


class DroppingServer(Server):
    """Hangs up in the middle of a mail."""

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        server.transport.abort()
        return OK


class SleepingServer(Server):
    """Says nothing more after the recipient."""

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(30)
        return OK


@contextmanager
def running(server: Server, settings: object) -> Iterator[Server]:
    """Run a server and have mail delivered to it."""
    controller = Controller(server, hostname="127.0.0.1", port=closed_port())
    controller.start()
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    try:
        yield server
    finally:
        controller.stop(no_assert=True)


@contextmanager
def silent_port() -> Iterator[int]:
    """Give a port that takes connections and never greets."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
