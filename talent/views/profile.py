from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parks.http import PortalRequest, page, posted
from talent.actions.profiles import change_profile
from talent.actions.vouching import VouchedError
from talent.forms.cv import CvForm
from talent.forms.profile import ProfileForm, initial_of
from talent.models import Profile
from talent.queries.completeness import completeness_of
from talent.queries.vouched import vouched_of

WANTED = "wanted before there was a profile"
"""Under this name the session keeps the address to which somebody goes on once it is saved."""


def profile(request: PortalRequest) -> HttpResponse:
    """Show and change the facts; who has no profile yet is offered to start from a CV."""
    profile = Profile.objects.filter(user=request.viewer.user_id).first()
    form = _form(request, profile)
    if form.is_valid():
        try:
            change_profile(request.user, **form.facts())
        except VouchedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your profile is saved."))
            back = request.session.pop(WANTED, "")
            return redirect(back or ("matching:me" if profile else "talent:skills"))
    context = {
        "profile": profile,
        "form": form,
        "upload": None if profile else CvForm(),
        "completeness": completeness_of(request.user.pk),
    }
    return page(request, "talent/profile.html", context)


def _form(request: PortalRequest, profile: Profile | None) -> ProfileForm:
    """The form, in which what the person's university says is fixed."""
    vouched = vouched_of(request.user.pk)
    return ProfileForm(
        posted(request),
        initial=initial_of(profile),
        viewer=request.viewer,
        vouched=vouched.facts,
        may_go_on=vouched.may_go_on,
    )
