"""Tokens with which an organisation's own system speaks for it: made, shown once, used, revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.trail import record
from parks.choices.machines import ApiScope
from parks.models import ApiToken, Organisation, User
from parks.queries.machines import tokens_with_holder

MARK = "tp_"
"""What every token begins with, so that scanners for leaked secrets can know it."""
SECRET_BYTES = 32
SHOWN_CHARACTERS = 12
USE_NOTED_EVERY = timedelta(minutes=1)


class TokenError(Exception):
    """The token cannot be made or changed so; says why."""


class NewToken(NamedTuple):
    """A token and its secret, which is nowhere else and is shown once."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_token(
    organisation: Organisation,
    *,
    name: str,
    scopes: Iterable[ApiScope],
    expires_at: datetime | None = None,
    by: User,
) -> NewToken:
    """Make a token of 256 random bits; raises TokenError without a name or anything it may do."""
    wanted = [scope for scope in ApiScope.values if scope in set(scopes)]
    if not name.strip() or not wanted:
        raise TokenError(_("A token has a name and something it may do."))
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name.strip(),
        prefix=secret[:SHOWN_CHARACTERS],
        digest=digest_of(secret),
        scopes=wanted,
        created_by=by,
        expires_at=expires_at,
    )
    _note(token, "created", by=by)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """End a token for good; revoking it again changes nothing."""
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        _note(token, "revoked", by=by)
    return token


def token_of(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the live token with this secret; with what `tokens_with_holder` tells of its holder.

    The row is found by the part of the secret that is shown anyway; the rest is compared in a time
    that does not depend on where the two differ.
    """
    if not (secret.isascii() and secret.isprintable()):
        return None
    rows = tokens_with_holder(ApiToken.objects.live(now))
    token = rows.filter(prefix=secret[:SHOWN_CHARACTERS]).first()
    if token is None or not compare_digest(token.digest, digest_of(secret)):
        return None
    return token


def note_use(token: ApiToken, *, now: datetime) -> None:
    """Keep when a token was used last, to the minute: not every request writes a row."""
    if token.last_used_at is None or token.last_used_at <= now - USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def digest_of(secret: str) -> str:
    """Hash a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(token: ApiToken, verb: str, *, by: User) -> None:
    scope = {"organisation_id": token.organisation_id, "park_id": token.organisation.park_id}
    record(token, verb, by=by, **scope, prefix=token.prefix)
