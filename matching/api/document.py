"""The OpenAPI document: what ninja knows of the operations, and what all of them share."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from matching.api.portal import api
from matching.api.problems import MEDIA_TYPE, Problem

REFUSALS = {
    400: "The request cannot be read.",
    401: "There is no token, or it is unknown, expired or revoked.",
    403: "The token lacks the scope, or its company is not verified.",
    404: "It is not there, or belongs to another company.",
    409: "It is in a state that does not allow this.",
    413: "That is too much at once.",
    422: "What was sent cannot be used; `errors` says where.",
    429: "Too many requests with this token; `Retry-After` says when to come back.",
}
OF_BODIES = (400, 413)
OF_PATHS = (404,)
RATE_HEADERS = {
    "RateLimit-Limit": "Requests a minute that the token may make.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until the minute is over.",
}
PREFIX = "/api/v1"
RETRY = {"Retry-After": "Seconds to wait before the next request."}
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the interface."""
    found = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str))
    found["components"]["schemas"] |= _problem()
    found["components"]["headers"] = _headers()
    found["components"]["responses"] = {
        str(status): _refusal(status, words) for status, words in REFUSALS.items()
    }
    for operations in found["paths"].values():
        for method, operation in operations.items():
            if method in METHODS:
                _complete(operation)
    return found


def written() -> str:
    """Return the document as it is committed."""
    return json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _problem() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    return {**inner, "Problem": schema | {"required": ["type", "title", "status", "detail"]}}


def _headers() -> dict[str, Any]:
    return {
        name: {"description": words, "schema": {"type": "integer"}}
        for name, words in (RATE_HEADERS | RETRY).items()
    }


def _refusal(status: int, words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    names = [] if status == 401 else [*RATE_HEADERS]
    names += [*RETRY] if status == 429 else []
    answer = {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}
    return answer | ({"headers": _named(names)} if names else {})


def _named(headers: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in headers}


def _complete(operation: dict[str, Any]) -> None:
    """Add the refusals that an operation may answer with, and the headers of its answers."""
    has_body = "requestBody" in operation
    has_path = any(each["in"] == "path" for each in operation["parameters"])
    left_out = set() if has_body else set(OF_BODIES)
    left_out |= set() if has_path else set(OF_PATHS)
    for each in operation["parameters"]:
        each["schema"] = _without_null(each["schema"])
    for answer in operation["responses"].values():
        answer["headers"] = _named(RATE_HEADERS)
    operation["responses"] |= {
        str(status): {"$ref": f"#/components/responses/{status}"}
        for status in REFUSALS
        if status not in left_out
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An address says nothing by leaving a parameter out; it cannot say null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {name: value for name, value in schema.items() if name != "anyOf"} | kinds[0]
