"""Tripartite agreements on the desk of the career office."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matching.actions.tripartite import AgreementError, advance_many, save_agreement
from matching.choices.outcomes import TripartiteState
from matching.choices.tripartite import FIRST, TRIPARTITE_MOVES
from matching.forms.outcomes import AgreementFilterForm, AgreementForm
from matching.models import TripartiteAgreement
from matching.queries.outcomes import graduates_of
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError
from talent.models import RosterEntry
from talent.models.roster import RosterEntryQuerySet
from talent.queries.roster import choices_of, narrowed
from talent.views.roster import chosen_uuids, own_student, own_university

FILTERS = ("q", "programme", "degree", "year", "state")


@require_safe
def agreements(request: PortalRequest, uuid: UUID) -> HttpResponse:
    university = own_university(request, uuid)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    rows = _in_state(narrowed(graduates_of(university), asked), asked["state"])
    context = paged(request, rows.select_related("tripartite").by_number())
    context |= {
        "university": university,
        "filter": AgreementFilterForm(initial=asked, choices=choices_of(university)),
        "states": TripartiteState.choices,
        "is_filtered": any(asked.values()),
        "address": request.GET.urlencode(),
    }
    return page(request, "matching/tripartite.html", context)


def agreement(request: PortalRequest, uuid: UUID, entry_uuid: UUID) -> HttpResponse:
    """Record the agreement of one student, or move it on."""
    entry = own_student(request, uuid, entry_uuid)
    row = TripartiteAgreement.objects.filter(entry=entry).first()
    form = AgreementForm(posted(request), states=_offered(row), initial=_initial(row))
    if form.is_valid():
        try:
            save_agreement(entry, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        except (AgreementError, IllegalMoveError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("matching:agreements", uuid)
    context = {"university": entry.university, "entry": entry, "form": form, "agreement": row}
    return page(request, "matching/tripartite_agreement.html", context)


@require_POST
def advance_agreements(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Give all who are ticked the same state; of those who may not have it, say why."""
    university, state = own_university(request, uuid), request.POST.get("state", "")
    if state not in TripartiteState.values:
        messages.error(request, _("Choose a state."))
        return redirect("matching:agreements", uuid)
    chosen = RosterEntry.objects.filter(uuid__in=chosen_uuids(request))
    done, refused = advance_many(
        university,
        ids=list(chosen.values_list("pk", flat=True)),
        state=TripartiteState(state),
        by=request.user,
        today=timezone.localdate(),
        reason=request.POST.get("reason", "")[:500],
    )
    said = ngettext("%(number)d agreement is saved.", "%(number)d agreements are saved.", done)
    messages.success(request, said % {"number": done})
    for each in refused:
        messages.error(request, each)
    return redirect(f"{request.path.removesuffix('advance/')}?{request.GET.urlencode()}")


def _in_state(rows: RosterEntryQuerySet, state: str) -> RosterEntryQuerySet:
    if state == "missing":
        return rows.filter(tripartite=None)
    return rows.filter(tripartite__state=state) if state else rows


def _offered(row: TripartiteAgreement | None) -> list[tuple[str, str]]:
    """Return the present state and those that may follow, or those it may begin in."""
    return [
        (state.value, state.label)
        for state in TripartiteState
        if (state in FIRST if row is None else _follows(row, state))
    ]


def _follows(row: TripartiteAgreement, state: TripartiteState) -> bool:
    return row.state == state or TRIPARTITE_MOVES.allows(row.state, state)


def _initial(row: TripartiteAgreement | None) -> dict[str, str]:
    if row is None:
        return {"state": TripartiteState.ISSUED}
    return {"state": row.state, "number": row.number, "employer_text": row.employer_text}
