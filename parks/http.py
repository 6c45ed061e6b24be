"""Requests and answers, as our views see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from parks.access import Viewer
from parks.models import User


class PortalRequest(HttpRequest):
    """A request as the middleware leaves it."""

    user: User
    viewer: Viewer
    htmx: HtmxDetails


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page; a view names every value that its template reads."""
    return render(request, template, context, status=status)
