"""The applications behind the figures, one a row, with what the company may know of each person."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from matching.models import Application
from matching.queries.applicant_names import named, with_names
from matching.queries.cohorts import Selection, applications_in
from matching.queries.responses import with_first_answer
from parks.access import Viewer


class Listed(NamedTuple):
    """An application with its cells; `is_named` when they tell who the person is."""

    application: Application
    cells: tuple[str, ...]
    is_named: bool


def list_headings() -> tuple[str, ...]:
    return (
        _("Company"),
        _("Opening"),
        _("Kind"),
        _("Applied on"),
        _("Came through"),
        _("State"),
        _("First answer on"),
        _("Reason of the refusal"),
        _("Applicant"),
        _("E-mail"),
        _("Phone"),
        _("Degree"),
        _("Discipline"),
        _("Id"),
    )


def listed_applications(
    selection: Selection, viewer: Viewer, now: datetime, *, most: int
) -> Iterator[Listed]:
    """List what lies with the company, newest first, at most so many; days are the park's.

    What was withdrawn is left out, as everywhere on the desk. Of people whose name is hidden, or
    whose profile the company may read no more, there is a code in place of the name.
    """
    rows = applications_in(selection, now).sent_to(selection.company_ids)
    rows = with_first_answer(with_names(rows, viewer)).select_related(
        "profile__user",
        "profile__degree",
        "profile__discipline",
        "opening__company",
        "opening__park",
    )
    for application in rows.order_by("-submitted_at", "-pk")[:most]:
        name = named(application, application.opening)
        is_named = name.is_readable and not name.is_hidden
        cells = (
            *_about_the_case(application),
            str(name),
            *_about_the_person(application, is_named),
        )
        yield Listed(application, (*cells, str(application.uuid)), is_named)


def _about_the_case(application: Application) -> tuple[str, ...]:
    opening = application.opening
    zone = ZoneInfo(opening.park.time_zone)
    return (
        str(opening.company),
        str(opening),
        str(opening.get_kind_display()),
        _day(application.submitted_at, zone),
        str(application.get_source_display()),
        str(application.get_state_display()),
        _day(application.answered_at, zone),
        str(application.get_refusal_reason_display()) if application.refusal_reason else "",
    )


def _about_the_person(application: Application, is_named: bool) -> tuple[str, ...]:
    """Return contact data of whom the company knows by name, studies of whom it may read."""
    profile = application.profile
    contact = (profile.user.email, profile.phone) if is_named else ("", "")
    studies = (str(profile.degree or ""), str(profile.discipline or ""))
    return (*contact, *(studies if application.is_readable else ("", "")))


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).date().isoformat() if moment else ""
