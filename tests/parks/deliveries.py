"""Ways for a mail server to behave, as values of EMAIL_DELIVERY_BACKEND."""

import socket
import time

from django.core.mail.backends.locmem import EmailBackend


class SlowDelivery(EmailBackend):
    """Takes its time, so that two workers meet."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


SLOW = f"{__name__}.SlowDelivery"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def closed_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
