"""The talent pool of a company, and what a company keeps on one person."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.models import Company
from matching.actions.notes import NoteError, delete_note, write_note
from matching.actions.pool import PoolError, keep_in_pool, object_to_pool, remove_from_pool
from matching.forms.candidates import TagsForm
from matching.forms.notes import NoteForm
from matching.models import CandidateNote, PoolEntry
from matching.queries.notes import colleagues_of, notes_of
from matching.queries.pool import (
    has_objected,
    matches_of_pool,
    members_of_pool,
    person_name,
    pool_of,
    shown_profiles,
    tags_of,
)
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Profile


@require_safe
def pool(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Whom the company keeps in mind, by tag, with its openings that suit each of them now."""
    company = my_company(request, uuid)
    tag = request.GET.get("tag", "")
    context = paged(request, pool_of(company, tag))
    context |= {
        "company": company,
        "members": members_of_pool(company, list(context["page"])),
        "tags": tags_of(company),
        "tag": tag,
    }
    return page(request, "matching/pool.html", context)


def my_company(request: PortalRequest, uuid: UUID) -> Company:
    return get_object_or_404(Company, pk__in=request.viewer.organisation_ids, uuid=uuid)


@require_safe
def person(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """What the company keeps on somebody it may see: pool, tags, notes; its openings for them."""
    company = my_company(request, uuid)
    profile = _shown(company, profile_uuid)
    note_disclosure(
        profile, viewer=request.viewer, organisation=company, kind=DisclosureKind.PROFILE
    )
    return _person(request, company, profile)


def _shown(company: Company, uuid: UUID) -> Profile:
    """Fetch a person the company may see today; with the access the page is gone too."""
    profile = get_object_or_404(Profile, uuid=uuid)
    found = shown_profiles(company.pk, [profile.pk])[profile.pk]
    if not found.is_shown:
        raise Http404
    return found


def _person(
    request: PortalRequest, company: Company, profile: Profile, **forms: Any
) -> HttpResponse:
    entry = PoolEntry.objects.filter(company=company, profile=profile).first()
    tags = ", ".join(entry.tags) if entry else ""
    context = {
        "company": company,
        "profile": profile,
        "name": person_name(profile, company.pk),
        "entry": entry,
        "has_objected": entry is None and has_objected(profile, company.pk),
        "tags_form": TagsForm(initial={"tags": tags}, is_kept=entry is not None),
        "note_form": NoteForm(colleagues=colleagues_of(company.pk, but=request.user)),
        "notes": notes_of(profile, [company.pk]),
        "matches": matches_of_pool(company, [profile.pk]).get(profile.pk, []),
        **forms,
    }
    address = partial(reverse, args=[company.uuid, profile.uuid])
    context["tags_form"].helper.form_action = address("matching:keep_in_pool")
    context["note_form"].helper.form_action = address("matching:note_on_person")
    return page(request, "matching/person.html", context)


@require_POST
def keep(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """Put somebody in the pool, or change the tags."""
    company = my_company(request, uuid)
    profile = _shown(company, profile_uuid)
    form = TagsForm(request.POST)
    if not form.is_valid():
        return _person(request, company, profile, tags_form=form)
    try:
        keep_in_pool(company, profile, by=request.user, **form.cleaned_data)
    except PoolError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept in your talent pool."))
    return redirect("matching:person", company.uuid, profile.uuid)


@require_POST
def remove(request: PortalRequest, pk: int) -> HttpResponse:
    ours = PoolEntry.objects.filter(company__in=request.viewer.organisation_ids)
    entry = get_object_or_404(ours.select_related("company"), pk=pk)
    remove_from_pool(entry, by=request.user)
    messages.success(request, _("No longer in your talent pool."))
    return redirect("matching:pool", entry.company.uuid)


@require_POST
def note(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """Keep a note on somebody, and tell the colleagues named in it."""
    company = my_company(request, uuid)
    profile = _shown(company, profile_uuid)
    form = NoteForm(request.POST, colleagues=colleagues_of(company.pk, but=request.user))
    if form.is_valid():
        try:
            write_note(company, profile, by=request.user, **form.cleaned_data)
        except NoteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The note is kept."))
            return redirect("matching:person", company.uuid, profile.uuid)
    return _person(request, company, profile, note_form=form)


@require_POST
def drop_note(request: PortalRequest, pk: int) -> HttpResponse:
    """Take one's own note back."""
    ours = CandidateNote.objects.filter(
        company__in=request.viewer.organisation_ids, author=request.viewer.user_id
    )
    found = get_object_or_404(ours.select_related("company", "profile"), pk=pk)
    delete_note(found, by=request.user)
    messages.success(request, _("The note is deleted."))
    return redirect("matching:person", found.company.uuid, found.profile.uuid)


@require_POST
def object_to(request: PortalRequest, pk: int) -> HttpResponse:
    """The person does not want to be in somebody's pool."""
    mine = PoolEntry.objects.filter(profile__user=request.viewer.user_id)
    entry = get_object_or_404(mine.select_related("company"), pk=pk)
    object_to_pool(entry, by=request.user)
    said = _("%(company)s no longer keeps you in its talent pool, and cannot do so again.")
    messages.success(request, said % {"company": entry.company})
    return redirect("matching:privacy")
