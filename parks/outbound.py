"""A request to an address that somebody typed in: no way into our own network.

The name is looked up once, every address it has is checked, and the connection goes to the one
that was checked (a second look-up could give another one). Redirects are not followed, and when
the time is over the connection is cut, however slowly the other side drips.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import NamedTuple, Self
from urllib.parse import SplitResult, urlsplit

import certifi
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import create_urllib3_context

LONGEST_ANSWER = 500
PORTS = {"https": 443, "http": 80}
# Addresses of IPv6 that lead to one of IPv4 (RFC 6052, 8215): what they lead to is not checked.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class OutboundError(Exception):
    """The request was not made, or not answered in time; says why."""


class ForbiddenAddressError(OutboundError):
    """The address is none that this portal talks to."""


class Answer(NamedTuple):
    """What the other side said: the status, and the first words of the answer."""

    status: int
    words: str = ""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Rules:
    """`is_local` allows http and addresses of private networks; `seconds` are for everything."""

    is_local: bool = False
    seconds: float = 10
    ca_file: str = ""


def present_rules() -> Rules:
    return Rules(is_local=settings.WEBHOOKS_MAY_BE_LOCAL, seconds=settings.WEBHOOK_SECONDS)


def post(url: str, body: bytes, headers: Mapping[str, str], *, rules: Rules) -> Answer:
    """Send a POST request and return the answer, whatever its status.

    Raises ForbiddenAddressError for an address that is not allowed, and OutboundError when the
    name is unknown, nobody listens, the certificate is wrong or the time is over.
    """
    parts = checked(url, rules)
    address = address_of(parts, rules)
    connection = _connection(parts, address, rules)
    with Deadline(connection, rules.seconds) as deadline:
        try:
            answer = _exchange(connection, parts, body, headers)
        except (OSError, HTTPError, HTTPException, ValueError) as error:  # ssl's are OSErrors
            words = deadline.words or f"{type(error).__name__}: {error}"
            raise OutboundError(words[:LONGEST_ANSWER].replace("\x00", "")) from error
        finally:
            connection.close()
    if deadline.words and answer.is_good:  # cut off in the middle of its headers
        raise OutboundError(deadline.words)
    return answer


def checked(url: str, rules: Rules) -> SplitResult:
    """Take an address apart; raises ForbiddenAddressError for what no webhook may be."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ForbiddenAddressError(_("This is no address.")) from error
    schemes = ("https", "http") if rules.is_local else ("https",)
    if parts.scheme not in schemes:
        raise ForbiddenAddressError(_("The address must begin with https://."))
    if not parts.hostname or port == 0 or parts.username is not None:
        raise ForbiddenAddressError(_("This is no address."))
    return parts


def address_of(parts: SplitResult, rules: Rules) -> str:
    """Look a host up; raises ForbiddenAddressError if any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundError(_("The host of this address is unknown.")) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not rules.is_local and not all(is_public(address) for address in addresses):
        raise ForbiddenAddressError(_("The host of this address is not on the public internet."))
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an IP address is on the public internet, and leads nowhere else."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        leads_on = found.ipv4_mapped or found.sixtofour or found.teredo
        if leads_on or any(found in network for network in TRANSLATED):
            return False
    return _is_global(found)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _connection(parts: SplitResult, address: str, rules: Rules) -> HTTPConnection:
    """Connect to the address that was checked, and hold the certificate to the name.

    To connect may take half of the time, so that the deadline always finds something to cut.
    """
    if parts.scheme == "http":
        return HTTPConnection(address, _port(parts), timeout=rules.seconds / 2)
    return HTTPSConnection(
        address,
        _port(parts),
        timeout=rules.seconds / 2,
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
        ssl_context=create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED),
        ca_certs=rules.ca_file or certifi.where(),
    )


def _exchange(
    connection: HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]
) -> Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.connect()
    connection.timeout = None  # from here on the deadline counts
    sent = {**headers, "Host": parts.netloc}
    connection.request("POST", target, body=body, headers=sent, preload_content=False)
    response = connection.getresponse()
    answer = Answer(response.status)
    if not answer.is_good:
        with suppress(OSError, HTTPError, HTTPException):  # words are a comfort
            text = response.read(LONGEST_ANSWER, decode_content=False)
            answer = answer._replace(words=text.decode("utf-8", "replace").replace("\x00", ""))
    return answer


class Deadline:
    """Cuts a connection when the time is over: a timeout of sockets begins anew with every byte."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self.connection, self.seconds, self.words = connection, seconds, ""
        self.timer = Timer(seconds, self.cut)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.timer.cancel()

    def cut(self) -> None:
        self.words = _("No answer within %(seconds)g seconds.") % {"seconds": self.seconds}
        with suppress(OSError, AttributeError):  # closed a moment ago
            self.connection.sock.shutdown(socket.SHUT_RDWR)
