"""The OpenAPI document: valid, complete, and the one that is committed."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from matching.api.document import METHODS, document, written
from tests.matching.api.systems import System

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
REFUSALS = {"401", "403", "422", "429"}


def operations() -> dict[str, dict]:
    return {
        operation["operationId"]: operation
        for operations in document()["paths"].values()
        for method, operation in operations.items()
        if method in METHODS
    }


def test_the_committed_document_is_current():
    """`manage.py openapi > docs/openapi.json` writes it anew."""
    assert COMMITTED.read_text(encoding="utf-8") == written()


def test_the_document_is_openapi_3_1_and_its_schemas_are_json_schema():
    assert document()["openapi"].startswith("3.1.")
    for schema in document()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("kind", ["schemas", "responses", "headers"])
def test_every_reference_leads_somewhere(kind):
    text = json.dumps(document())

    asked = {part.partition('"')[0] for part in text.split(f"#/components/{kind}/")[1:]}

    assert asked
    assert asked <= set(document()["components"][kind])


def test_every_refusal_is_a_problem():
    for answer in document()["components"]["responses"].values():
        assert list(answer["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("name", operations())
def test_every_operation_is_described_and_declares_its_refusals(name):
    operation = operations()[name]

    assert operation["description"]
    assert operation["security"] == [{"Bearer": []}]
    declared = set(operation["responses"])
    assert declared >= REFUSALS | ({"400", "413"} if "requestBody" in operation else set())
    for status in declared:
        if status.startswith("4"):
            refusal = {"$ref": f"#/components/responses/{status}"}
            assert operation["responses"][status] == refusal


def test_the_document_is_served_to_everybody(client):
    response = client.get("/api/v1/openapi.json")

    assert response["Content-Type"] == "application/json"
    assert response.json() == document()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_for_people_names_every_operation_and_asks_no_other_host(client, language):
    response = client.get(
        reverse("matching:api_documentation"), headers={"accept-language": language}
    )

    for name in operations():
        assert f'id="{name}"' in response.text
    assert "https://" not in response.text.replace("https://www.w3.org", "")


def test_the_shape_of_a_problem_is_the_one_that_is_sent(db):
    schemas = document()["components"]["schemas"]
    schema = schemas["Problem"] | {"components": {"schemas": schemas}}

    said = System(None).get("/openings").json()

    Draft202012Validator(schema).validate(said)
