"""A park's keys: one in use, the old ones still verify, the private half is never readable."""

import json

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet, RSAKey

from parks.actions.keys import key_in_use, rotate_key, sign
from parks.models import LogEntry, SigningKey
from parks.queries.keys import key_set
from tests.factories.parks import ParkFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_rotated_key_signs_no_more_and_goes_on_verifying(client, settings):
    settings.SITE_URL = "https://talent.example"
    park, officer = ParkFactory(slug="biobay"), UserFactory()
    first = key_in_use(park, by=officer)
    old = sign({"iss": "park"}, first)

    second = rotate_key(park, by=officer)

    new = sign({"iss": "park"}, key_in_use(park, by=officer))
    published = KeySet.import_key_set(client.get("/parks/biobay/keys.json").json())
    headers = [jwt.decode(token, published, algorithms=["RS256"]).header for token in (old, new)]
    assert [header["kid"] for header in headers] == [
        f"https://talent.example/parks/biobay/keys/{key.name}.json" for key in (first, second)
    ]
    assert key_in_use(park, by=None) == second
    assert SigningKey.objects.get(pk=first.pk).retired_at is not None
    verbs = LogEntry.objects.filter(noun="parks.signingkey").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["made", "retired", "made"]


def test_each_park_has_its_own_key_and_neither_verifies_the_other():
    one, other = ParkFactory(), ParkFactory()
    token = sign({"iss": "park"}, key_in_use(one, by=None))
    key_in_use(other, by=None)

    with pytest.raises(BadSignatureError):
        jwt.decode(token, _numbers_of(other), algorithms=["RS256"])

    assert jwt.decode(token, _numbers_of(one), algorithms=["RS256"]).claims == {"iss": "park"}


def test_the_address_in_the_header_answers_with_the_public_half_only(client):
    key = key_in_use(ParkFactory(slug="biobay"), by=None)

    response = client.get(f"/parks/biobay/keys/{key.name}.json")

    assert response.headers["Content-Type"] == "application/jwk+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert sorted(response.json()) == ["alg", "e", "kid", "kty", "n", "use"]
    assert "PRIVATE" not in key.private_key
    assert json.loads(key.public_key)["n"] not in key.private_key


def test_a_park_without_a_key_publishes_an_empty_set_and_an_unknown_one_nothing(client):
    ParkFactory(slug="biobay")

    empty, unknown = client.get("/parks/biobay/keys.json"), client.get("/parks/other/keys.json")

    assert empty.json() == {"keys": []}
    assert unknown.status_code == 404


def _numbers_of(park):
    """The header names a key; here the key itself is tried, whatever its name."""
    (key,) = key_set(park)["keys"]
    return RSAKey.import_key({name: key[name] for name in ("kty", "n", "e")})
