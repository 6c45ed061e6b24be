"""The public keys of a park, those retired too: what they signed goes on verifying."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from parks.models import Park, SigningKey


def key_address(key: SigningKey) -> str:
    """Return where the public key is: the `kid` in what it signed, as Open Badges 3.0 asks for."""
    return settings.SITE_URL + reverse("parks:signing_key", args=[key.park.slug, key.name])


def key_set(park: Park) -> dict[str, list[dict[str, Any]]]:
    """Return a JWK set (RFC 7517), the key in use first."""
    keys = SigningKey.objects.filter(park=park).select_related("park")
    return {"keys": [public_key(key) for key in keys.order_by("-created_at", "-pk")]}


def public_key(key: SigningKey) -> dict[str, Any]:
    """Return the public half under the name that credentials call it by."""
    return json.loads(key.public_key) | {"kid": key_address(key)}
