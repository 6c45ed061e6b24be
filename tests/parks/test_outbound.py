"""Requests to addresses that somebody typed in: what is not reached, and how long is waited."""

import datetime
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from parks.outbound import (
    Answer,
    ForbiddenAddressError,
    OutboundError,
    Rules,
    address_of,
    checked,
    is_public,
    post,
)
from tests.parks.deliveries import closed_port
from tests.parks.http_servers import (
    DrippingReceiver,
    FloodingReceiver,
    LateReceiver,
    Receiver,
    RudeReceiver,
    listening,
)

STRICT = Rules()
LOCAL = Rules(is_local=True, seconds=1)
HEADERS = {"Content-Type": "application/json"}


def ask(receiver: Receiver, rules: Rules = LOCAL) -> Answer:
    return post(receiver.address, b"{}", HEADERS, rules=rules)


def test_what_is_sent_arrives_whole_with_the_host_that_was_asked_for():
    with listening(Receiver(201)) as receiver:
        answer = post(receiver.address, "姓".encode(), HEADERS, rules=LOCAL)

    received = receiver.received[0]
    assert (answer.status, answer.is_good) == (201, True)
    assert (received.path, received.body) == ("/hook?source=portal", "姓".encode())
    assert received.headers["Host"] == receiver.address.split("/")[2]
    assert received.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(status):
    with listening(Receiver()) as target:
        with listening(Receiver(status, Location=target.address)) as receiver:
            answer = ask(receiver)

        assert (answer.status, answer.is_good) == (status, False)
        assert len(receiver.received) == 1
        assert target.received == []


def test_the_words_of_a_failure_are_kept_up_to_a_limit():
    with listening(Receiver(500, words=b"database \x00\xff gone")) as receiver:
        assert ask(receiver) == Answer(500, "database � gone")
    with listening(FloodingReceiver()) as receiver:
        answer = ask(receiver)

    assert (answer.status, len(answer.words)) == (500, 500)


@pytest.mark.parametrize("receiver", [LateReceiver(2), DrippingReceiver()])
def test_who_answers_late_or_drop_by_drop_is_left_when_the_time_is_over(receiver):
    started = time.monotonic()
    with listening(receiver):
        with pytest.raises(OutboundError, match=r"1 (seconds|秒)"):
            ask(receiver)
        waited = time.monotonic() - started

    assert 0.9 < waited < 10  # the answers would take longer, or for ever


def test_who_answers_just_in_time_has_answered():
    with listening(LateReceiver(0.4)) as receiver:
        assert ask(receiver).is_good


@pytest.mark.parametrize("receiver", [RudeReceiver()])
def test_who_does_not_speak_http_has_not_answered(receiver):
    with listening(receiver), pytest.raises(OutboundError, match="BadStatusLine"):
        ask(receiver)


def test_nobody_listening_is_no_answer():
    with pytest.raises(OutboundError, match="refused"):
        post(f"http://127.0.0.1:{closed_port()}/", b"", {}, rules=LOCAL)


def test_a_host_that_does_not_exist_is_no_answer():
    with pytest.raises(OutboundError):
        post("https://nobody.invalid/", b"", {}, rules=STRICT)


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example/hook",
        "ftp://portal.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "https://",
        "https:///path",
        "https://user:secret@portal.example/",
        "https://portal.example:0/",
        "https://portal.example:99999/",
        "https://[::1",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_address_over_https_is_refused(url):
    with pytest.raises(ForbiddenAddressError):
        checked(url, STRICT)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",  # noqa: S104  an address to be refused
        "10.0.0.8",
        "172.16.3.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f000001",
        "127.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
    ],
)
def test_no_address_leads_into_a_network_of_our_own(host):
    with pytest.raises(ForbiddenAddressError):
        address_of(checked(f"https://{host}/", STRICT), STRICT)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111"])
def test_an_address_of_the_public_internet_may_be_asked(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    found = [(2, 1, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr("parks.outbound.socket.getaddrinfo", lambda *_args, **_named: found)

    with pytest.raises(ForbiddenAddressError):
        address_of(checked("https://rebinding.example/", STRICT), STRICT)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    """A name that answers otherwise when asked again leads nowhere else."""
    answers = ["127.0.0.1", "192.0.2.1"]
    asked = []

    def look_up(host: str, port: int, *_args: object, **_named: object) -> list[tuple]:
        asked.append(host)
        named = answers.pop(0) if host == "rebinding.example" else host
        return [(2, 1, 6, "", (named, port))]

    with listening(Receiver()) as receiver:
        monkeypatch.setattr("parks.outbound.socket.getaddrinfo", look_up)
        url = receiver.address.replace("localhost", "rebinding.example")
        answer = post(url, b"{}", HEADERS, rules=LOCAL)

    assert answer.is_good
    assert asked.count("rebinding.example") == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for “localhost” that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    pem = serialization.Encoding.PEM
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(pem, *plain) + signed.public_bytes(pem))
    return file


@pytest.fixture
def tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_over_https_the_certificate_is_held_to_the_name_and_not_to_the_number(tls, certificate):
    rules = Rules(is_local=True, seconds=2, ca_file=str(certificate))
    with listening(Receiver(), tls=tls) as receiver:
        assert ask(receiver, rules).is_good

        receiver.address = receiver.address.replace("localhost", "127.0.0.1")
        with pytest.raises(OutboundError, match=r"[Cc]ertificate"):
            ask(receiver, rules)

    assert len(receiver.received) == 1


def test_a_certificate_that_nobody_known_has_signed_is_refused(tls):
    unknown = pytest.raises(OutboundError, match="CERTIFICATE_VERIFY_FAILED")
    with listening(Receiver(), tls=tls) as receiver, unknown:
        ask(receiver, Rules(is_local=True, seconds=2))

    assert receiver.received == []
