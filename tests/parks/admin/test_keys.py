import pytest

from parks.actions.keys import key_in_use
from parks.models import SigningKey
from tests.factories.admin import address

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "unfold")]


def test_the_operator_has_a_park_sign_with_a_new_key_and_nobody_reads_the_private_one(
    sign_in, operator, park
):
    key = key_in_use(park, by=operator)
    client = sign_in(operator)

    shown = client.get(address(key, "change")).content.decode()
    asked = client.get(address(key, "rotate"))
    before = SigningKey.objects.count()
    client.post(address(key, "rotate"))

    assert key.name in shown
    assert key.private_key not in shown
    assert (asked.status_code, before) == (200, 1)
    first, second = SigningKey.objects.order_by("pk")
    assert (first.pk, first.retired_at is None, second.retired_at) == (key.pk, False, None)


def test_an_officer_looks_at_the_keys_of_their_park_and_changes_none(sign_in, park_officer, park):
    key = key_in_use(park, by=None)
    client = sign_in(park_officer)

    answers = [
        client.get(address(key, "change")).status_code,
        client.post(address(key, "rotate")).status_code,
    ]

    assert answers == [200, 403]
    assert SigningKey.objects.get() == key
