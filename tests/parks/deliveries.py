"""Ways for a mail server to behave, as values of EMAIL_DELIVERY_BACKEND."""

import socket
import time
from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend


class SlowDelivery(EmailBackend):
    """Takes its time, so that two workers meet."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


class RefusingDelivery(EmailBackend):
    """Knows none of the recipients."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such mailbox")})


SLOW = f"{__name__}.SlowDelivery"
REFUSING = f"{__name__}.RefusingDelivery"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def closed_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
