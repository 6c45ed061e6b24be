from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from parks.actions.languages import choose_language
from parks.forms.languages import LanguageForm
from parks.http import PortalRequest, page, posted


def language(request: PortalRequest) -> HttpResponse:
    """Let a person choose the language and the time zone they are written to in."""
    initial = {"language": request.user.language, "time_zone": request.user.time_zone}
    form = LanguageForm(posted(request), initial=initial)
    if form.is_valid():
        user = choose_language(request.user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your language and time zone are saved."))
        return _speaking(redirect("parks:account"), user.language)
    return page(request, "parks/notices_language.html", {"form": form})


def _speaking(response: HttpResponse, language: str) -> HttpResponse:
    """Show the next pages in the language chosen, as the switch in the header does."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
