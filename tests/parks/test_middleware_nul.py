"""The character NUL, which PostgreSQL cannot store, and what somebody signed in leaves behind."""

import pytest

from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/admin/companies/opening/?state__exact=%00",
        "/admin/parks/logentry/?noun=%00",
        "/admin/companies/opening/add/?company=%00",
    ],
)
def test_nul_in_an_address_of_the_admin_is_a_bad_request(address, operator, sign_in):
    response = sign_in(operator).get(address)

    assert response.status_code == 400


def test_nul_in_a_cookie_is_a_bad_request(client):
    client.cookies["sessionid"] = "abc\x00def"

    assert client.get("/").status_code == 400


def test_pages_of_somebody_signed_in_are_kept_nowhere(graduate, sign_in):
    ParkFactory()

    response = sign_in(graduate).get("/me/")

    assert response["Cache-Control"] == "private, no-store"


def test_public_pages_of_visitors_may_be_kept(client):
    assert "no-store" not in client.get("/parks/").get("Cache-Control", "")
