"""The keys with which a park signs credentials: made when first needed, rotated, never deleted."""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import RSAKey

from parks.actions.trail import record
from parks.models import Park, SigningKey, User
from parks.queries.keys import key_address
from parks.sealing import seal, unseal

ALGORITHM = "RS256"
"""What every reader of Open Badges 3.0 knows; see docs/decisions/0014-open-badges.md."""
BITS = 2048


@transaction.atomic
def key_in_use(park: Park, *, by: User | None) -> SigningKey:
    """Return the key a park signs with now; the first one is made when it is first needed."""
    held = SigningKey.objects.filter(park=park, retired_at=None).first()
    if held is not None:
        return held
    _lock(park)
    held = SigningKey.objects.filter(park=park, retired_at=None).first()
    return held or _make(park, by)


@transaction.atomic
def rotate_key(park: Park, *, by: User, now: datetime | None = None) -> SigningKey:
    """Sign with a new key from now on; the old one is retired and goes on verifying."""
    _lock(park)
    in_use = SigningKey.objects.select_for_update().filter(park=park, retired_at=None)
    for old in in_use.order_by("pk"):
        old.retired_at = now or timezone.now()
        old.save(update_fields=["retired_at"])
        record(old, "retired", by=by, park_id=park.pk)
    return _make(park, by)


def sign(payload: dict[str, Any], key: SigningKey) -> str:
    """Return a compact JWT of the payload; its header names the address of the public key."""
    return signer(key)(payload)


def signer(key: SigningKey) -> Callable[[dict[str, Any]], str]:
    """Return what signs many payloads with a key that is opened and checked once."""
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": key_address(key)}
    private = RSAKey.import_key(json.loads(unseal(key.private_key)))
    return lambda payload: jwt.encode(header, payload, private, algorithms=[ALGORITHM])


def _make(park: Park, by: User | None) -> SigningKey:
    name = f"{park.slug}-{secrets.token_hex(6)}"[-64:]
    pair = RSAKey.generate_key(BITS, {"kid": name, "use": "sig", "alg": ALGORITHM})
    key = SigningKey.objects.create(
        park=park,
        name=name,
        public_key=json.dumps(pair.as_dict(private=False), sort_keys=True),
        private_key=seal(json.dumps(pair.as_dict(private=True))),
    )
    record(key, "made", by=by, park_id=park.pk)
    return key


def _lock(park: Park) -> None:
    Park.objects.select_for_update(of=("self",), no_key=True).get(pk=park.pk)
