from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parks.http import PortalRequest, page, posted
from talent.actions.profiles import change_profile, set_own_claims
from talent.choices.profiles import ClaimSource
from talent.forms.profile import ProfileForm, initial_of
from talent.forms.skills import SkillsForm
from talent.models import Profile
from talent.recognition import recognise_claims


def profile(request: PortalRequest) -> HttpResponse:
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    form = ProfileForm(posted(request), initial=initial_of(profile), viewer=request.viewer)
    if form.is_valid():
        change_profile(request.user, **form.facts())
        messages.success(request, _("Your profile is saved."))
        return redirect("matching:me" if profile else "talent:skills")
    return page(request, "talent/profile.html", {"profile": profile, "form": form})


def skills(request: PortalRequest) -> HttpResponse:
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    if profile is None:
        return redirect("talent:profile")
    claims = profile.skill_claims.select_related("skill__group").order_by(
        "skill__group__position", "skill__code", "pk"
    )
    own = [claim for claim in claims if claim.source == ClaimSource.SELF]
    form = SkillsForm(posted(request), claims=own)
    if form.is_valid():
        kept = {claim.skill.pk: claim for claim in form.kept()}
        found = {claim.skill.pk: claim for claim in recognise_claims(form.cleaned_data["more"])}
        set_own_claims(profile, claims=(found | kept).values(), by=request.user)
        messages.success(request, _added(form, len(found.keys() - kept.keys())))
        return redirect("talent:skills")
    verified = [claim for claim in claims if claim.source != ClaimSource.SELF]
    return page(request, "talent/skills.html", {"form": form, "own": own, "verified": verified})


def _added(form: SkillsForm, number: int) -> str:
    if form.cleaned_data["more"].strip() and not number:
        return _("Saved. No further known skill was recognised in what you wrote.")
    return _("Your skills are saved; %(number)d added.") % {"number": number}
