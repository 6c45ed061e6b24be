import pytest
from cryptography.fernet import InvalidToken

from parks.sealing import seal, unseal


def test_what_is_sealed_is_read_again_and_says_nothing_meanwhile():
    sealed = seal("私钥 private")

    assert unseal(sealed) == "私钥 private"
    assert "private" not in sealed
    assert seal("私钥 private") != sealed


def test_another_secret_cannot_read_it_unless_the_old_one_is_still_named(settings):
    sealed = seal("private")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of this server"

    with pytest.raises(InvalidToken):
        unseal(sealed)

    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == "private"


def test_what_was_changed_on_the_way_is_refused():
    sealed = seal("private")

    with pytest.raises(InvalidToken):
        unseal(sealed[:-6] + "AAAAA=")
