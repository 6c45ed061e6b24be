"""The candidates of an opening at the company's desk: the list, one of them, some side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.models import Opening
from matching.choices.candidates import LEAST_COMPARED, MOST_COMPARED
from matching.forms.candidates import CandidatesFilter
from matching.loading.candidates import comparison, explained, skills_met
from matching.loading.pairs import explain_pair
from matching.queries.anonymity import screens
from matching.queries.candidates import (
    candidates_of,
    chosen,
    facets_of,
    name_of,
    standing_of,
    with_asked,
    with_dealings,
)
from matching.queries.desk import my_organisations
from matching.queries.matches import MatchList, graduates_for
from matching.queries.notes import notes_of
from matching.queries.shown_profiles import mask_profile, shown_profile
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Document, Profile

SHOWN_ON_A_PAGE = 10


@require_safe
def candidates(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Last night's list, best first, filtered and sorted; the whole choice is in the address."""
    opening = _opening(request, uuid)
    found = graduates_for(opening)
    people = candidates_of(opening, request.viewer, found.ids)
    form = CandidatesFilter(request.GET, facets=facets_of(opening, people))
    wanted = form.wanted
    met = skills_met(explained(people, opening)) if wanted.skills else {}
    context = paged(request, chosen(people, wanted, met))
    shown = explained(list(context["page"]), opening)
    context |= {
        "opening": opening,
        "candidates": [(each, standing_of(each.profile)) for each in shown],
        "filter": form if people else None,
        "is_filtered": wanted.narrows,
    }
    return page(request, "matching/candidates.html", context | _state(request, found, people))


def _opening(request: PortalRequest, uuid: UUID) -> Opening:
    mine = Opening.objects.filter(company__in=request.viewer.organisation_ids)
    return get_object_or_404(with_asked(mine.with_company()), uuid=uuid)


def _state(request: PortalRequest, found: MatchList, people: list[Profile]) -> dict[str, Any]:
    is_verified = bool(people) or my_organisations(request.viewer).verified().exists()
    return {"computed_at": found.computed_at, "is_verified": is_verified}


@require_safe
def candidate(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """One candidate for one opening: the reasons, and what the company may read of the person."""
    opening = _opening(request, uuid)
    profile = shown_candidate(request, opening, profile_uuid)
    granted, known = profile.is_granted, profile.is_known
    _note(request, opening, profile)
    shown = shown_profile(profile, granted=granted)
    if not known:
        mask_profile(profile, granted=granted, ageless=screens(opening))
    context = {
        "opening": opening,
        "profile": profile,
        "name": name_of(profile, opening),
        "standing": standing_of(profile),
        "shown": shown,
        "granted": granted,
        "known": known,
        "screens": screens(opening),
        "explanation": explain_pair(profile, opening, quoting=known),
        "documents": _documents(request, profile) if known else (),
        "notes": notes_of(profile, [opening.company_id]) if profile.has_notes else (),
    }
    return page(request, "matching/candidate.html", context)


def shown_candidate(request: PortalRequest, opening: Opening, uuid: UUID) -> Profile:
    """Fetch somebody the viewer may see, with all there is between them; else it is not found."""
    rows = Profile.objects.visible_to(request.viewer).for_explaining()
    rows = with_dealings(rows.with_granted(request.viewer), request.viewer, opening)
    return get_object_or_404(rows, uuid=uuid)


def _note(request: PortalRequest, opening: Opening, profile: Profile) -> None:
    seen = {"viewer": request.viewer, "organisation": opening.company}
    note_disclosure(profile, **seen, kind=DisclosureKind.PROFILE)


def _documents(request: PortalRequest, profile: Profile) -> list[Document]:
    rows = Document.objects.visible_to(request.viewer).filter(profile=profile)
    return list(rows.order_by("-uploaded_at", "-pk"))


@require_safe
def compare(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Two to four candidates side by side, the same rows for each; each look is written down."""
    opening = _opening(request, uuid)
    people = _ticked(request, opening)
    if not LEAST_COMPARED <= len(people) <= MOST_COMPARED:
        messages.warning(request, _("Tick two to four candidates to compare them."))
        return redirect("matching:candidates", opening.uuid)
    shown = explained(people, opening, advising=True)
    for each in shown:
        _note(request, opening, each.profile)
    context = {"opening": opening, "candidates": shown, "sections": comparison(shown)}
    return page(request, "matching/compare.html", context)


def _ticked(request: PortalRequest, opening: Opening) -> list[Profile]:
    """Return who was ticked among those the list may show, in its order."""
    wanted = set(request.GET.getlist("candidate"))
    people = candidates_of(opening, request.viewer, graduates_for(opening).ids)
    return [person for person in people if str(person.uuid) in wanted]
