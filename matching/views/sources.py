"""How somebody came to an opening: links inside the portal carry it as `?from=`."""

from django.http import HttpRequest

from matching.choices.applications import ApplicationSource


def source_of(request: HttpRequest) -> ApplicationSource:
    """Return what the address says; anything else is a link from elsewhere."""
    value = request.GET.get("from", "")
    known = value in ApplicationSource.values
    return ApplicationSource(value) if known else ApplicationSource.ELSEWHERE


def carried(source: ApplicationSource) -> str:
    """Return what the next address must end in, so that the source is not lost on the way."""
    return "" if source == ApplicationSource.ELSEWHERE else f"?from={source}"
