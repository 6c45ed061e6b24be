"""Requests and answers, as our views see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from parks.access import Viewer
from parks.models import User


class PortalRequest(HttpRequest):
    """A request as the middleware leaves it."""

    user: User
    viewer: Viewer
    htmx: HtmxDetails


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, even when every box is empty; None before it was sent."""
    return request.POST if request.method == "POST" else None


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page; a view names every value that its template reads."""
    return render(request, template, context, status=status)
