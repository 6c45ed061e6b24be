"""Made-up requests, right and wrong, for every operation of the OpenAPI document, against the
application itself: no server error, and no answer that the document does not declare."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from config.wsgi import application as wsgi
from matching.api.document import document
from tests.access.world import make_world
from tests.factories.parks import SkillFactory
from tests.matching.api.systems import token_for

pytestmark = pytest.mark.django_db

EXAMPLES = 6
KNOWN = {
    "opening_id": UUID(int=1),
    "application_id": UUID(int=2),
    "document_id": UUID(int=3),
    "external_id": "J-1",
}
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.negative_data_rejection,
    openapi_checks.unsupported_method,
]


def with_examples() -> dict:
    """The document; its paths name rows that exist, so that requests reach beyond “not found”."""
    found = deepcopy(document())
    for operations in found["paths"].values():
        for operation in operations.values():
            for each in operation["parameters"]:
                if each["name"] in KNOWN:
                    each["example"] = str(KNOWN[each["name"]])
    return found


def application(environ: dict, start_response: Callable) -> list[bytes]:
    """The portal; it reads its answer to the end and closes it, as a server does."""
    answer = wsgi(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


schema = schemathesis.openapi.from_dict(with_examples())
schema.app = application


@pytest.fixture
def secret(company, profile, recruiter, settings, tmp_path) -> str:
    """A token that may do everything, in a world with the rows of the examples."""
    settings.MEDIA_ROOT = tmp_path
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    world = make_world(company, profile)
    world.application.documents.add(world.document)
    world.opening.external_id = "J-1"
    for row, name in (
        (world.opening, "opening_id"),
        (world.application, "application_id"),
        (world.document, "document_id"),
    ):
        row.uuid = KNOWN[name]
        row.save()
    SkillFactory(code="S-PCR")
    return token_for(company, recruiter)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of the test between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_meets_a_server_error_or_an_undeclared_answer(case, secret):
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    response = case.call(headers=headers)

    case.validate_response(response, checks=CHECKS)
