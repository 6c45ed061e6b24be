"""The document for machines, and the same for people."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from matching.api.document import METHODS, document
from parks.choices.machines import WebhookEvent
from parks.http import page


class Shown(NamedTuple):
    """An operation as the page tells of it."""

    method: str
    path: str
    anchor: str
    words: str
    group: str
    fields: list[str]
    answers: list[str]


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    found = document()
    context = {"info": found["info"], "operations": list(_operations()), "events": WebhookEvent}
    return page(request, "matching/api.html", context)


def _operations() -> Iterator[Shown]:
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            if method in METHODS:
                yield _shown(path, method, operation)


def _shown(path: str, method: str, operation: dict[str, Any]) -> Shown:
    return Shown(
        method=method,
        path=path,
        anchor=operation["operationId"],
        words=operation.get("description", ""),
        group=operation["tags"][0],
        fields=[each["name"] for each in operation["parameters"] if each["in"] == "query"]
        + _body(operation),
        answers=sorted(operation["responses"]),
    )


def _body(operation: dict[str, Any]) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return list(document()["components"]["schemas"].get(name, schema).get("properties", {}))
