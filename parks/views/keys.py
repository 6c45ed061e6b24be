"""The public keys of a park, for whoever checks a credential that it signed."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from parks.http import PortalRequest
from parks.models import Park, SigningKey
from parks.queries.keys import key_set, public_key


@login_not_required
@require_safe
def signing_keys(request: PortalRequest, slug: str) -> JsonResponse:
    """Answer with all keys of a park as a JWK set."""
    park = get_object_or_404(Park, slug=slug)
    return public_json(key_set(park), content_type="application/jwk-set+json")


@login_not_required
@require_safe
def signing_key(request: PortalRequest, slug: str, name: str) -> JsonResponse:
    """Answer with the one key that the header of a credential names."""
    key = get_object_or_404(SigningKey.objects.select_related("park"), park__slug=slug, name=name)
    return public_json(public_key(key), content_type="application/jwk+json")


def public_json(data: object, *, content_type: str = "application/json") -> JsonResponse:
    """Answer with data that pages of any other site may read too."""
    response = JsonResponse(data, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response
