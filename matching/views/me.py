from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from companies.models import Opening
from matching.loading.pairs import explain_pair, explain_pairs
from matching.models import Application
from matching.queries.matches import openings_for, openings_in_order
from matching.queries.places_in_lists import place_in_list
from matching.queries.steps import next_steps, with_gaps
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.models import Profile

SHOWN_AT_HOME = 3
SHOWN_ON_A_PAGE = 10


def my_profile(request: PortalRequest) -> Profile | None:
    """Return the viewer's own profile with all that an explanation reads, or None."""
    mine = Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)
    return mine.for_explaining().first()


def _profile_with_gaps(request: PortalRequest) -> Profile | None:
    mine = Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)
    return with_gaps(mine.with_facts()).first()


@require_safe
def me(request: PortalRequest) -> HttpResponse:
    profile = _profile_with_gaps(request)
    if profile is None:
        return redirect("talent:profile")
    found = openings_for(profile)
    openings = openings_in_order(found.ids[: 2 * SHOWN_AT_HOME])[:SHOWN_AT_HOME]
    applications = Application.objects.filter(profile=profile).with_opening().newest_first()
    context = {
        "profile": profile,
        "steps": next_steps(profile, found),
        "matches": _explained(profile, openings),
        "match_count": len(found.ids),
        "computed_at": found.computed_at,
        "applications": applications[:SHOWN_AT_HOME],
    }
    return page(request, "matching/me.html", context)


@require_safe
def matches(request: PortalRequest) -> HttpResponse:
    profile = _profile_with_gaps(request)
    if profile is None:
        return redirect("talent:profile")
    found = openings_for(profile)
    context = paged(request, openings_in_order(found.ids), size=SHOWN_ON_A_PAGE)
    context |= {
        "profile": profile,
        "matches": _explained(profile, list(context["page"])),
        "computed_at": found.computed_at,
        "steps": next_steps(profile, found),
        "is_stale": found.computed_at is not None and profile.updated_at > found.computed_at,
    }
    return page(request, "matching/matches.html", context)


@require_safe
def match(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The whole reasoning of one opening for the viewer, in the list or not."""
    profile = my_profile(request)
    if profile is None:
        return redirect("talent:profile")
    rows = Opening.objects.visible_to(request.viewer).with_company().with_requirements()
    opening = get_object_or_404(rows, uuid=uuid)
    explanation = explain_pair(profile, opening)
    place = place_in_list(
        profile,
        opening,
        points=explanation.points,
        meets_conditions=explanation.in_lists,
        today=timezone.localdate(),
    )
    context = {"opening": opening, "explanation": explanation, "place": place}
    return page(request, "matching/match.html", context)


def _explained(profile: Profile, openings: list[Opening]) -> list[tuple]:
    explanations = explain_pairs([profile], openings)
    return [(opening, explanations[profile.pk, opening.pk]) for opening in openings]
