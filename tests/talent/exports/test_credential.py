"""The signed credential, read by a library that had no part in writing it."""

import base64
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from parks.actions.keys import rotate_key
from talent.actions.certificates import revoke_certificate, write_certificate
from talent.exports.credential import enveloped
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def scheme(settings):
    settings.SITE_URL = "https://talent.example"
    park = ParkFactory(slug="biobay", name_en="BioBAY", name_zh="生物医药产业园")
    scheme = CertificateSchemeFactory(
        issuer__park=park, name_en="Preparation, level 1", name_zh="制剂生产一级", months_valid=24
    )
    GrantedSkillFactory(scheme=scheme, skill=SkillFactory(label_en="Tableting", label_zh="压片"))
    return scheme


def public_key(client, token):
    """Follow the address in the header, as a wallet does, and build the key from its numbers."""
    header = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    path = header["kid"].removeprefix("https://talent.example")
    found = client.get(path).json()
    e, n = (int.from_bytes(base64.urlsafe_b64decode(found[name] + "==")) for name in "en")
    return RSAPublicNumbers(e, n).public_key()


def issue(scheme, email="li@example.org", **when):
    profile = ProfileFactory(user=UserFactory(full_name="李文静", email=email))
    now = datetime.now(CHINA) - timedelta(**when)
    return write_certificate(profile, scheme=scheme, by=None, now=now)


def test_an_independent_library_verifies_the_credential_also_after_a_rotation(client, scheme):
    certificate = issue(scheme)
    rotate_key(scheme.issuer.park, by=None)

    verified = OB3Verifier(public_key(client, certificate.credential)).verify(
        certificate.credential
    )

    assert verified.id == certificate.uuid.urn
    assert verified.issuer.id == "https://talent.example/parks/biobay/issuer.json"
    assert verified.achievement.name == "制剂生产一级 / Preparation, level 1"
    assert verified.achievement.achievement_type == "Certificate"
    assert verified.achievement.tags == ["Tableting"]
    assert verified.evidence_url == (
        f"https://talent.example/certificates/verify/{certificate.verify_code}/"
    )
    begun = datetime.combine(certificate.issued_on, datetime.min.time(), CHINA).astimezone(UTC)
    assert verified.issuance_date == begun


def test_the_issuer_named_in_it_publishes_itself_there(client, scheme):
    certificate = issue(scheme)
    verified = OB3Verifier(public_key(client, certificate.credential)).verify(
        certificate.credential
    )

    profile = client.get("/parks/biobay/issuer.json").json()

    assert profile == {
        "id": verified.issuer.id,
        "type": ["Profile"],
        "name": "生物医药产业园 / BioBAY",
    }


def test_the_holder_is_named_as_on_paper_and_the_address_only_as_a_salted_digest(client, scheme):
    certificate = issue(scheme)
    verified = OB3Verifier(public_key(client, certificate.credential)).verify(
        certificate.credential
    )

    name, address = verified.identifiers

    assert (name.hashed, name.identity_hash, name.identity_type) == (False, "李文静", "name")
    assert address == type(address).create("li@example.org", address.salt)
    assert "li@example.org" not in json.dumps(verified.raw)


def test_what_was_changed_or_has_expired_is_refused(client, scheme):
    certificate = issue(scheme)
    old = issue(scheme, "old@example.org", days=900)
    head, body, mark = certificate.credential.split(".")
    changed = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed["name"] = "Level 3"
    forged = base64.urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    verifier = OB3Verifier(public_key(client, certificate.credential))

    with pytest.raises(OB3VerificationError):
        verifier.verify(f"{head}.{forged}.{mark}")
    with pytest.raises(OB3VerificationError, match="expired"):
        verifier.verify(old.credential)


def test_a_revoked_credential_stands_on_the_list_it_names_without_a_reason(client, scheme):
    kept, revoked = issue(scheme), issue(scheme, "other@example.org")
    named = OB3Verifier(public_key(client, revoked.credential)).verify(revoked.credential)
    revoke_certificate(certificate=revoked, by=UserFactory(), reason="Copied answers")

    answer = client.get("/parks/biobay/revoked.json")

    assert [status["id"] for status in named.credential_status] == [
        "https://talent.example/parks/biobay/revoked.json"
    ]
    assert answer.json()["revokedCredential"] == [{"id": revoked.uuid.urn, "revoked": True}]
    assert "Copied" not in answer.content.decode()
    assert kept.uuid.urn not in answer.content.decode()


def test_wrapped_in_json_it_is_the_same_credential():
    assert enveloped("a.b.c") == {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": "data:application/vc+jwt,a.b.c",
        "type": "EnvelopedVerifiableCredential",
    }
