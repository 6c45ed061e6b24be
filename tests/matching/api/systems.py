"""A company's own system, as it calls the interface."""

from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from companies.models import Company
from parks.models import User
from tests.factories.parks import ApiTokenFactory

BASE = "/api/v1"
numbers = count()
PROBLEM = "application/problem+json"


def token_for(company: Company, holder: User | None, **fields: Any) -> str:
    """Make a token and return its secret; it may do everything unless `fields` say otherwise."""
    secret = f"tp_s{next(numbers):08}" + "z" * 34
    ApiTokenFactory(organisation=company, created_by=holder, secret=secret, **fields)
    return secret


class System:
    """Calls with a token, and in English."""

    def __init__(self, secret: str | None) -> None:
        headers = {"accept-language": "en"}
        if secret is not None:
            headers["authorization"] = f"Bearer {secret}"
        self.client = Client(headers=headers)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request; `path` is below the interface, or whole."""
        address = path if path.startswith(BASE) else BASE + path
        sent = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(address, headers=headers, **sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("get", path, **headers)

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self.call("post", path, body)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self.call("put", path, body)


def problem_in(response: HttpResponse, status: int) -> dict[str, Any]:
    """Read a refusal and check that it has the one shape of all of them."""
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM), response.content
    said = response.json()
    assert set(said) == {"type", "title", "status", "detail", "errors"}
    assert (said["type"], said["status"]) == ("about:blank", status)
    assert said["title"]
    assert said["detail"]
    return said
