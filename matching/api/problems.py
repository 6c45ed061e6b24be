"""Every refusal of the interface has one shape: problem details, RFC 9457."""

import math
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from companies.actions.opening_errors import OpeningError, WordingError
from matching.actions.applications import ApplicationError
from parks.workflow import IllegalMoveError

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    """One thing that is wrong with what was sent."""

    location: str
    detail: str


class Problem(Schema):
    """Why a request was refused; `type` is always “about:blank”, the status says what it is."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class ProblemError(Exception):
    """Refuse a request; `faults` are pairs of a place and what is wrong there."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        faults: Iterable[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.faults, self.headers = list(faults), headers or {}


class TooManyRequestsError(ProblemError):
    def __init__(self, seconds: float) -> None:
        wait = str(math.ceil(seconds))
        detail = _("Too many requests. Try again in %(seconds)s seconds.") % {"seconds": wait}
        super().__init__(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": wait})


def problem(error: ProblemError) -> JsonResponse:
    """Answer with a problem."""
    said = {
        "type": "about:blank",
        "title": error.status.phrase,
        "status": int(error.status),
        "detail": error.detail,
        "errors": [{"location": place, "detail": words} for place, words in error.faults],
    }
    return JsonResponse(said, status=error.status, content_type=MEDIA_TYPE, headers=error.headers)


def problem_of(error: Exception) -> ProblemError:
    """Say what an error means to a machine."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, WordingError):
        found = [
            (breach.quote, f"{breach.rule.name}: {breach.rule.source}") for breach in error.breaches
        ]
        return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), faults=found)
    if isinstance(error, Http404):
        return ProblemError(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, AuthenticationError):
        return unauthorised(_("Send a token: “Authorization: Bearer tp_…”."))
    if isinstance(error, HttpError):
        return ProblemError(HTTPStatus(error.status_code), error.message)
    if isinstance(error, RequestDataTooBig):
        return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That is too much at once."))
    return ProblemError(HTTPStatus.CONFLICT, str(error))


def unauthorised(detail: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="api"'}
    )


def answer_with_problems(api: NinjaAPI) -> None:
    """Let an interface answer with problems to whatever our actions and ninja refuse."""

    def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(problem_of(error))

    for kind in (
        *(ProblemError, Http404, ValidationError, AuthenticationError, HttpError),
        *(RequestDataTooBig, IllegalMoveError, OpeningError, ApplicationError),
    ):
        api.add_exception_handler(kind, refuse)


def _invalid(error: ValidationError) -> ProblemError:
    faults = [(_place(each["loc"]), str(each["msg"])) for each in error.errors]
    detail = _("What was sent cannot be used; see “errors”.")
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, faults=faults)


def _place(location: Iterable[Any]) -> str:
    """Write ("body", "content", "skills", 0) as "body.skills[0]".

    What comes second is the name that our function has for the whole, which nobody has sent.
    """
    first, *rest = location
    sent = rest[1:] if first == "body" else [part for part in rest if part != "paging"]
    steps = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in sent)
    return f"{first}{steps}"
