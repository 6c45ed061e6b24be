"""Secrets at rest: sealed with a key that is derived from SECRET_KEY and kept nowhere."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"talent portal: secrets at rest"
KEY_BYTES = 32


def seal(text: str) -> str:
    """Return the text encrypted and signed; only this server can read it again."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed, also under an older secret that SECRET_KEY_FALLBACKS still names.

    Raises cryptography.fernet.InvalidToken when it was sealed elsewhere or was changed.
    """
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
