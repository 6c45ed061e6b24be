"""The public keys of a park, those retired too: what they signed goes on verifying."""

import json
from typing import Any

from parks.models import Park, SigningKey


def key_set(park: Park) -> dict[str, list[dict[str, Any]]]:
    """Return a JWK set (RFC 7517), the key in use first."""
    keys = SigningKey.objects.filter(park=park).order_by("-created_at", "-pk")
    return {"keys": [json.loads(key.public_key) for key in keys]}


def public_key(key: SigningKey) -> dict[str, Any]:
    return json.loads(key.public_key)
