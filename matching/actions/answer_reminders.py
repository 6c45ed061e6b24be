"""Nobody is left without an answer: companies are reminded, and after 60 days the portal ends it.

What was said of an application stands in its log, so that it is said once however often and by
however many workers it is asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.urls import reverse

from matching.actions.application_moves import lockable, move_application
from matching.actions.application_news import tell_applicant
from matching.choices.applications import TIME_TO_ANSWER, UNANSWERED, ApplicationState
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from matching.queries.answering import (
    REMINDED,
    REMINDERS,
    Heap,
    Reminder,
    by_opening,
    due,
    heaps_of,
    lapsing,
    people_of_company,
    people_of_office,
)
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import User


def remind_of_answers(now: datetime) -> int:
    """End what has waited for 60 days, remind of what has waited for 45 and for 30.

    Returns how many applications something was said of. One mail per company, park and reminder;
    the office of the park is told at 45 days. A pause of any length leaves nothing out and says
    nothing twice; of two reminders that are due only the later one is sent.
    """
    lapsed = sum(_lapse(heap, now) for heap in heaps_of(lapsing(now)))
    reminded = sum(
        _remind(heap, reminder, now)
        for reminder in REMINDERS
        for heap in heaps_of(due(reminder, now))
    )
    return lapsed + reminded


@transaction.atomic
def _lapse(heap: Heap, now: datetime) -> int:
    rows = _still(heap, lapsing(now))
    for application in rows:
        moved = move_application(application, ApplicationState.LAPSED, by=None, reason=UNANSWERED)
        tell_applicant(moved, "application_lapsed", days=TIME_TO_ANSWER.days)
    _tell(people_of_company(heap.company_id), "desk_answers_lapsed", rows, now)
    return len(rows)


@transaction.atomic
def _remind(heap: Heap, reminder: Reminder, now: datetime) -> int:
    rows = _still(heap, due(reminder, now))
    scope = {"organisation_id": heap.company_id, "park_id": heap.park_id}
    for application in rows:
        record(application, REMINDED, by=None, **scope, days=reminder.days)
    _tell(people_of_company(heap.company_id), "desk_answers_due", rows, now, days=reminder.days)
    if reminder.tells_office:
        office = people_of_office(heap.park_id)
        _tell(office, "office_answers_due", rows, now, days=reminder.days)
    return len(rows)


def _still(heap: Heap, wanted: ApplicationQuerySet) -> list[Application]:
    """Lock the applications of a heap and return those of which it is still true."""
    list(lockable().filter(pk__in=heap.ids).order_by("pk"))
    rows = wanted.filter(pk__in=heap.ids).select_related("opening__company", "profile__user")
    return list(rows.order_by("pk"))


def _tell(
    people: Iterable[User],
    template: str,
    rows: Sequence[Application],
    now: datetime,
    days: int = TIME_TO_ANSWER.days,
) -> None:
    if not rows:
        return
    company, openings = rows[0].opening.company, by_opening(rows)
    context = {
        "company": company,
        "openings": openings,
        "count": len(rows),
        "days": days,
        "days_left": ceil((openings[0].since + TIME_TO_ANSWER - now) / timedelta(days=1)),
    }
    address = company.get_absolute_url() if template.startswith("office") else _page_of(rows)
    for person in people:
        tell(
            person,
            kind=NoticeKind.DESK,
            template=f"matching/mail/{template}",
            context=context,
            address=address,
        )


def _page_of(rows: Sequence[Application]) -> str:
    """Return where to answer: the one application, the one opening, or the whole desk."""
    if len(rows) == 1:
        return reverse("matching:applicant", args=[rows[0].uuid])
    openings = {row.opening.uuid for row in rows}
    if len(openings) == 1:
        return reverse("matching:applicants", args=[*openings])
    return reverse("matching:desk")
