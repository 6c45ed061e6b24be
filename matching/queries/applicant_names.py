"""How a page of the company names an applicant: by name, or by a code where it is not to know."""

from typing import NamedTuple

from django.db.models import Q

from companies.models import Opening
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.anonymity import (
    anonymous_rows,
    candidate_name,
    is_anonymous,
    masked,
    screens,
    with_shortlisted,
)
from matching.queries.privacy import with_readable
from parks.access import Viewer


class Named(NamedTuple):
    """What an applicant is called; `is_hidden` while the first screen is anonymous."""

    text: str
    is_hidden: bool
    is_readable: bool

    def __str__(self) -> str:
        return self.text


def with_names(applications: ApplicationQuerySet, viewer: Viewer) -> ApplicationQuerySet:
    """Add what `named` reads: `is_readable`, and `was_shortlisted` or further."""
    return with_shortlisted(with_readable(applications, viewer))


def named(application: Application, opening: Opening) -> Named:
    """Name an applicant, read with its user and `with_names`, without a query."""
    application.opening = opening
    hidden = is_anonymous(application)
    if hidden or not application.is_readable:
        words = candidate_name(application.profile, opening.company_id)
        return Named(str(words), hidden, application.is_readable)
    return Named(str(application.profile), False, True)


def hide_name(application: Application, name: Named) -> None:
    """Take the name out of what the applicant wrote, in memory, for a reader not to know it."""
    if not name.is_hidden:
        return
    application.message = masked(application.message, application.profile)
    for answer in application.answers.all():
        answer.text = masked(answer.text, application.profile)


def known_by_name(opening: Opening) -> Q:
    """Say of which applications `with_names` the reader knows the name."""
    known = Q(is_readable=True)
    return known & ~anonymous_rows() if screens(opening) else known
