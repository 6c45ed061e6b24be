from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parks.http import PortalRequest, page, posted
from talent.actions.profiles import Claim, add_own_claims, change_own_claims
from talent.choices.profiles import ClaimSource
from talent.forms.skills import AddSkillForm, LevelsForm, ListedSkillForm, ReadSkillsForm
from talent.models import Profile, SkillClaim
from talent.queries.completeness import completeness_of
from talent.queries.skills import LISTED, claims_in_order, listed_skills, search_skills
from talent.recognition import recognise_claims


class Section(NamedTuple):
    """One kind of skills on the page: what others verified, one's own, and a way to add."""

    kind: str
    verified: list[SkillClaim]
    own: list[SkillClaim]
    levels: LevelsForm
    add: ListedSkillForm | None


def skills(request: PortalRequest) -> HttpResponse:
    """Show skills, languages and certificates; a POST saves levels or removes one."""
    profile = _mine(request).first()
    if profile is None:
        return redirect("talent:profile")
    claims = list(claims_in_order(profile))
    own = [claim for claim in claims if claim.source == ClaimSource.SELF]
    form = LevelsForm(posted(request), claims=own)
    if form.is_valid():
        removed = [int(pk) for pk in request.POST.getlist("remove") if pk.isdecimal()]
        change_own_claims(profile, levels=form.levels(), removed=removed, by=request.user)
        messages.success(request, _("Removed.") if removed else _("The levels are saved."))
        return redirect("talent:skills")
    context = {
        "sections": list(_sections(claims)),
        "own": own,
        "reading": ReadSkillsForm(),
        "errors": form.errors,
        "completeness": completeness_of(request.user.pk),
    }
    held = [claim.skill_id for claim in own]
    return page(request, "talent/skills.html", context | _search(request, held))


@require_safe
def find_skills(request: PortalRequest) -> HttpResponse:
    """Answer to each letter typed: the skills of the vocabulary that may be meant."""
    profile = get_object_or_404(_mine(request))
    return page(request, "talent/skill_results.html", _search(request, _held(profile)))


@require_POST
def add_skill(request: PortalRequest) -> HttpResponse:
    """Add one skill of the vocabulary, or set its level."""
    profile = get_object_or_404(_mine(request))
    form = AddSkillForm(request.POST)
    if form.is_valid():
        skill, level = form.cleaned_data["skill"], form.cleaned_data["level"]
        add_own_claims(profile, claims=[Claim(skill, level)], by=request.user)
        messages.success(request, _("%(skill)s is in your profile.") % {"skill": skill.label})
    else:
        messages.error(request, _("Choose a skill from the list first."))
    return redirect("talent:skills")


@require_POST
def read_skills(request: PortalRequest) -> HttpResponse:
    """Recognise skills in a paragraph and add them, each named in the answer."""
    profile = get_object_or_404(_mine(request))
    form = ReadSkillsForm(request.POST)
    held = set(_held(profile))
    found = recognise_claims(form.cleaned_data["more"]) if form.is_valid() else []
    new = [claim for claim in found if claim.skill.pk not in held]
    if new:
        change_own_claims(profile, levels={}, added=new, by=request.user)
        names = _(", ").join(claim.skill.label for claim in new)
        messages.success(request, _("Added: %(names)s. Check the levels.") % {"names": names})
    else:
        messages.info(request, _("No further known skill was recognised in what you wrote."))
    return redirect("talent:skills")


def _mine(request: PortalRequest) -> Any:
    return Profile.objects.filter(user=request.viewer.user_id)


def _held(profile: Profile) -> list[int]:
    own = profile.skill_claims.filter(source=ClaimSource.SELF)
    return list(own.values_list("skill", flat=True))


def _search(request: PortalRequest, held: list[int]) -> dict[str, Any]:
    words = request.GET.get("q", "")
    return {"words": words, "found": search_skills(words, held=held)}


def _sections(claims: list[SkillClaim]) -> Iterator[Section]:
    listed = list(listed_skills())
    for kind in ("skill", *LISTED):
        here = [claim for claim in claims if _section_of(claim) == kind]
        own = [claim for claim in here if claim.source == ClaimSource.SELF]
        verified = [claim for claim in here if claim.source != ClaimSource.SELF]
        held = {claim.skill_id for claim in own}
        free = [skill for skill in listed if skill.kind == kind and skill.pk not in held]
        add = ListedSkillForm(kind=kind, skills=free) if kind in LISTED else None
        yield Section(kind, verified, own, LevelsForm(claims=own, section=kind), add)


def _section_of(claim: SkillClaim) -> str:
    return claim.skill.kind if claim.skill.kind in LISTED else "skill"
