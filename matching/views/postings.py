"""Writing an opening: every button answers with the same page, so that nothing typed is lost."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.actions.opening_errors import ChangedMeanwhileError, OpeningError
from companies.actions.opening_steps import submit_opening
from companies.actions.openings import change_opening, create_opening
from companies.choices.openings import MAY_BE_EDITED, OpeningState
from companies.models import Company, Opening
from companies.queries.posting import companies_to_post_for
from matching.views.own import my_opening
from matching.views.posting_form import Posting
from parks.http import PortalRequest, page
from parks.workflow import IllegalMoveError

SAVE, SUBMIT = "save", "submit"


@require_http_methods(["GET", "HEAD", "POST"])
def new_opening(request: PortalRequest) -> HttpResponse:
    """Start a draft; what is read from its text is offered, and nothing else enters the form."""
    companies = _companies(request)
    if request.method != "POST":
        return _show(request, Posting.blank(companies))
    return _answer(request, Posting.of_post(request.POST, companies, None))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_opening(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Change an opening of one's own company, unless it waits for the review or has ended."""
    opening = my_opening(request, uuid)
    if opening.state not in MAY_BE_EDITED:
        messages.warning(request, _("It cannot be changed in this state; see below what can."))
        return redirect("matching:desk_opening", opening.uuid)
    companies = [one for one in _companies(request) if one.pk == opening.company_id]
    if request.method != "POST":
        return _show(request, Posting.of_opening(opening, companies))
    return _answer(request, Posting.of_post(request.POST, companies, opening))


@require_POST
def recognise_posting(request: PortalRequest) -> HttpResponse:
    """Answer to the text as it is typed: what it asks for, and what must not stand in it."""
    posting = Posting.of_post(request.POST, _companies(request), None)
    posting.sheet.settle()
    return page(request, "matching/opening_offers.html", posting.reading())


@require_POST
def posting_reach(request: PortalRequest) -> HttpResponse:
    """Answer to each change of a requirement: how many graduates would match now."""
    posting = Posting.of_post(request.POST, _companies(request), None)
    posting.sheet.settle()
    return page(request, "matching/opening_reach.html", posting.reach())


def _companies(request: PortalRequest) -> list[Company]:
    companies = companies_to_post_for(request.viewer)
    if not companies:
        raise Http404
    return companies


def _answer(request: PortalRequest, posting: Posting) -> HttpResponse:
    button = request.POST.get("do", SAVE)
    if button not in (SAVE, SUBMIT):
        posting.answer(button)
        for name in posting.sheet.unknown:
            messages.warning(request, _("“%s” is not in the vocabulary.") % name)
        return _show(request, posting)
    if not posting.forms.are_valid():
        return _show(request, posting)
    try:
        opening = _store(request, posting)
    except ChangedMeanwhileError as error:
        posting.meet(error.opening)
        return _show(request, posting)
    except OpeningError as error:
        posting.forms.opening.add_error(None, str(error))
        return _show(request, posting)
    return _sent(request, opening) if button == SUBMIT else _saved(request, opening, posting)


def _store(request: PortalRequest, posting: Posting) -> Opening:
    if posting.opening is None:
        return _create(request, posting)
    content = posting.forms.content(posting.company.park, posting.words, posting.opening)
    seen_at = None
    with suppress(ValueError):
        seen_at = datetime.fromisoformat(posting.seen)
    return change_opening(posting.opening, by=request.user, seen_at=seen_at, **content)


def _create(request: PortalRequest, posting: Posting) -> Opening:
    """Write a new draft; sent a second time, by a double click or a reload, it is there already."""
    company = posting.forms.opening.cleaned_data["company"]
    content = posting.forms.content(company.park, posting.words)
    about = {"company": company, "park": company.park, "by": request.user}
    try:
        key = UUID(posting.key)
    except ValueError:
        key = uuid4()
    try:
        with transaction.atomic():
            return create_opening(uuid=key, **about, **content)
    except IntegrityError:
        mine = Opening.objects.filter(company__in=request.viewer.organisation_ids)
        return mine.filter(uuid=key).first() or create_opening(**about, **content)


def _saved(request: PortalRequest, opening: Opening, posting: Posting) -> HttpResponse:
    before = posting.opening.state if posting.opening else OpeningState.DRAFT
    if opening.state == OpeningState.SUBMITTED != before:
        messages.info(request, _("Saved. The park office looks at it again before it is shown."))
    else:
        messages.success(request, _("Saved."))
    return redirect("matching:desk_opening", opening.uuid)


def _sent(request: PortalRequest, opening: Opening) -> HttpResponse:
    """Send what was just saved; what stands in the way is said on its page, where it is kept."""
    try:
        opening = submit_opening(opening, today=timezone.localdate(), by=request.user)
    except (OpeningError, IllegalMoveError) as error:
        messages.error(request, _("Saved, but not sent. %s") % error)
        return redirect("matching:edit_opening", opening.uuid)
    if opening.state == OpeningState.PUBLISHED:
        messages.success(request, _("Your opening is published."))
    else:
        messages.success(request, _("Sent. The park office looks at it before it is published."))
    return redirect("matching:desk_opening", opening.uuid)


def _show(request: PortalRequest, posting: Posting) -> HttpResponse:
    return page(request, "matching/opening_form.html", posting.context())
