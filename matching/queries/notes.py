"""The notes of a company on a person, and who may be named in one."""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from matching.models import CandidateNote
from matching.queries.answering import people_of_company
from parks.models import User
from talent.models import Profile


def notes_of(profile: Profile, company_ids: Iterable[int]) -> QuerySet[CandidateNote]:
    """Return what these companies wrote on a person, newest first, in one query.

    Each comes with `author`, `application.opening` and `names`: the names of the colleagues named.
    """
    rows = CandidateNote.objects.filter(profile=profile, company__in=company_ids)
    named = ArrayAgg(
        "mentioned__full_name",
        filter=~Q(mentioned=None),
        order_by="mentioned__full_name",
        default=[],
    )
    rows = rows.select_related("author", "application__opening").annotate(names=named)
    return rows.order_by("-written_at", "-pk")


def colleagues_of(company_id: int, *, but: User) -> QuerySet[User]:
    """Return who can be named in a note by somebody: who else acts for the company in full."""
    return people_of_company(company_id).exclude(pk=but.pk).order_by("full_name", "pk")
