"""The interface put together, and its addresses."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from matching.api import applications, openings, vocabulary
from matching.api.problems import ProblemError, answer_with_problems, problem

View = Callable[..., HttpResponse]
DESCRIPTION = """\
A company's own system pushes its openings here and pulls the applications sent to them.

Send a token with every request: `Authorization: Bearer tp_…`. Administrators of the company make
tokens on the page “API and webhooks” of their desk. A token acts for one company and may do what
its scopes name. Every refusal is a problem of RFC 9457 (`application/problem+json`). Words in
problems are Chinese, or English with `Accept-Language: en`. Lists come in pages: ask for the next
one with `cursor`, and for what is new with `updated_since`, a minute before the time you asked
last.
"""
api = NinjaAPI(
    title="Talent portal of the biopharma parks",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
api.add_router("/openings", openings.router)
api.add_router("/applications", applications.router)
api.add_router("/vocabulary", vocabulary.router)
answer_with_problems(api)


def _opened(view: View) -> View:
    """Let requests in without a session: each operation asks for a token itself.

    What answers leaves no trace in caches and says how many requests are left; a method that does
    not exist is refused in the shape of all refusals.
    """

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            detail = _("This method does nothing at this address.")
            headers = {"Allow": response["Allow"]}
            error = ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers=headers)
            response = problem(error)
        rate = getattr(request, "rate", None)
        for name, value in rate.headers.items() if rate else ():
            response[name] = value
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


def _nothing(request: HttpRequest) -> HttpResponse:
    return problem(ProblemError(HTTPStatus.NOT_FOUND, _("There is nothing at this address.")))


def urls() -> tuple[list[URLPattern], str, str]:
    """Return what `path()` takes: the operations, and a problem for every other address."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = _opened(pattern.callback)
    known = [pattern for pattern in patterns if pattern.name != "api-root"]
    return [*known, re_path("", _opened(_nothing), name="nothing")], app_name, namespace
