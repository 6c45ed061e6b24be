from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from companies.models import Opening
from matching.choices.wishes import DismissalReason
from matching.loading.lines import PairExplanation
from matching.loading.pairs import explain_pair, explain_pairs
from matching.models import Application
from matching.queries.invitations import with_invited
from matching.queries.matches import MatchList, openings_for, openings_in_order
from matching.queries.places_in_lists import place_in_list
from matching.queries.steps import MOST_STEPS, next_steps, with_gaps
from matching.queries.training_gaps import teaching_for, with_teaching
from matching.queries.waiting import waiting_steps
from matching.queries.wishes import reason_label, with_wish_for, with_wishes
from parks.http import PortalRequest, page
from parks.paging import paged
from parks.queries.organisations import my_claims
from talent.models import Profile
from talent.models.profiles import ProfileQuerySet
from talent.queries.completeness import completeness_of

SHOWN_AT_HOME = 3
SHOWN_ON_A_PAGE = 10
DISMISSED_SHOWN = 20


def my_profile(request: PortalRequest) -> Profile | None:
    """Return the viewer's own profile with all that an explanation reads, or None."""
    return _mine(request).for_explaining().first()


def _mine(request: PortalRequest) -> ProfileQuerySet:
    return Profile.objects.editable_by(request.viewer).filter(user=request.viewer.user_id)


def _profile_for_lists(request: PortalRequest) -> Profile | None:
    return with_invited(with_wishes(with_gaps(_mine(request).with_facts()))).first()


@require_safe
def me(request: PortalRequest) -> HttpResponse:
    profile = _profile_for_lists(request)
    if profile is None:
        return _start(request)
    found = openings_for(profile)
    listed, dismissed = _on_offer(request, profile, found.ids[: 2 * SHOWN_AT_HOME])
    applications = Application.objects.filter(profile=profile).with_opening().newest_first()
    context = {
        **_about_matches(request, profile, found, dismissed),
        "matches": _explained(profile, listed[:SHOWN_AT_HOME]),
        "match_count": len(found.ids),
        "applications": applications[:SHOWN_AT_HOME],
        "completeness": completeness_of(request.user.pk),
    }
    waiting = waiting_steps(profile, timezone.now())
    context["steps"] = [*waiting, *context["steps"]][:MOST_STEPS]
    return page(request, "matching/me.html", context)


def _start(request: PortalRequest) -> HttpResponse:
    """Offer a profile and a company to somebody new; who acts for one makes a profile."""
    if request.viewer.organisation_ids | request.viewer.interviewing_for:
        return redirect("talent:profile")
    return page(request, "matching/start.html", {"claims": my_claims(request.viewer)})


@require_safe
def matches(request: PortalRequest) -> HttpResponse:
    profile = _profile_for_lists(request)
    if profile is None:
        return redirect("talent:profile")
    found = openings_for(profile)
    listed, dismissed = _on_offer(request, profile, found.ids)
    context = paged(request, listed, size=SHOWN_ON_A_PAGE)
    context |= _about_matches(request, profile, found, dismissed)
    context["matches"] = _explained(profile, list(context["page"]))
    return page(request, "matching/matches.html", context)


@require_safe
def match(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The whole reasoning of one opening for the viewer, in the list or not."""
    profile = with_wish_for(_mine(request), uuid).for_explaining().first()
    if profile is None:
        return redirect("talent:profile")
    rows = Opening.objects.visible_to(request.viewer).with_company().with_requirements()
    opening = get_object_or_404(with_teaching(rows, request.viewer), uuid=uuid)
    dismissed, teaching = profile.dismissed_for is not None, teaching_for(opening)
    explanation = explain_pair(profile, opening, dismissed=dismissed, teaching=teaching)
    place = place_in_list(
        profile,
        opening,
        points=explanation.points,
        meets_conditions=explanation.in_lists,
        dismissed=dismissed,
        today=timezone.localdate(),
    )
    context = {
        "opening": opening,
        "explanation": explanation,
        "place": place,
        **wish_context(profile),
    }
    return page(request, "matching/match.html", context)


def wish_context(profile: Profile) -> dict[str, Any]:
    """What the buttons of one opening read of a profile `with_wish_for` it."""
    return {
        "has_saved": profile.has_saved,
        "dismissed_for": reason_label(profile.dismissed_for),
        "dismissal_reasons": DismissalReason.choices,
    }


def _about_matches(
    request: PortalRequest, profile: Profile, found: MatchList, dismissed: list[Opening]
) -> dict[str, Any]:
    """What both pages of matches show around their lists."""
    left_out = request.GET.get("left_out", "")
    return {
        "profile": profile,
        "steps": next_steps(profile, found),
        "computed_at": found.computed_at,
        "is_stale": found.computed_at is not None and profile.is_changing,
        "dismissed": dismissed,
        "left_out": next((each for each in dismissed if str(each.uuid) == left_out), None),
        "dismissal_reasons": DismissalReason.choices,
    }


def _on_offer(
    request: PortalRequest, profile: Profile, ids: list[int]
) -> tuple[list[Opening], list[Opening]]:
    """Fetch what is still on offer among these ids and among those left out, by one query."""
    dismissed = profile.dismissed_ids[:DISMISSED_SHOWN]
    openings = openings_in_order([*ids, *dismissed], request.viewer)
    listed = [each for each in openings if each.pk not in dismissed]
    return listed, [each for each in openings if each.pk in dismissed]


def _explained(profile: Profile, openings: list[Opening]) -> list[tuple[Opening, PairExplanation]]:
    teaching = {opening.pk: teaching_for(opening) for opening in openings}
    explanations = explain_pairs([profile], openings, advising=True, teaching=teaching)
    return [(opening, explanations[profile.pk, opening.pk]) for opening in openings]
