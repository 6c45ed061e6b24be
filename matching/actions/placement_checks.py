"""Looks back at a hiring after 6, 12 and 36 months: asked of both sides once, answered by either.

What was asked stands in the log of the placement, so that a night that is cut off or comes twice
asks nobody twice. The last answer stands; the log keeps those before it. Where a graduate is after
graduation is another question, which their university asks (actions/outcomes.py): neither answer
changes the other.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.choices.placements import LOOKS_BACK, PROMOTED, AnswerSide, Whereabouts
from matching.models import Placement, PlacementCheck
from matching.queries.anonymity import shown_name
from matching.queries.answering import people_of_company
from matching.queries.outcomes import months_before
from matching.queries.placement_checks import ANSWERED, due_on, with_people
from parks.access import Viewer
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import LogEntry, User

ASKED = "look back asked for"
ASKED_WITHIN = timedelta(days=60)
"""Whoever was hired longer ago is not asked by mail: years past would be a flood; pages list it."""
CHANNELS = {answer: channel for channel, answer in PROMOTED.items()}


class PlacementCheckError(Exception):
    """A look back cannot be answered so; says why."""


@transaction.atomic
def record_check(
    placement: Placement,
    *,
    months: int,
    answer: Whereabouts,
    side: AnswerSide,
    by: User,
    today: date,
) -> PlacementCheck:
    """Write whether somebody is still there; a later answer, of either side, replaces it.

    Raises PlacementCheckError before the time has come and for somebody who has left the portal.
    """
    placement = _locked(placement.pk)
    _require_due(placement, months, today)
    row, _is_new = PlacementCheck.objects.update_or_create(
        placement=placement,
        months=months,
        defaults={
            "is_there": answer != Whereabouts.GONE,
            "is_promoted": answer in CHANNELS,
            "channel": CHANNELS.get(answer, ""),
            "recorded_by": by,
        },
    )
    # The park office reads this log and knows the person by a code alone: the side says enough.
    actor = None if side == AnswerSide.PERSON else by
    record(row, ANSWERED, by=actor, **_scope(placement), side=side.value, answer=answer.value)
    return row


def side_of(placement: Placement, viewer: Viewer) -> AnswerSide:
    """Say for which side somebody answers who may see the placement."""
    application = placement.application
    if viewer.user_id == application.profile.user_id:
        return AnswerSide.PERSON
    own = application.opening.company_id in viewer.organisation_ids
    return AnswerSide.COMPANY if own else AnswerSide.OFFICE


def ask_for_checks(today: date) -> int:
    """Ask both sides of every hiring whose time it is; return of how many looks back."""
    return sum(
        _ask(placement_id, months, today)
        for months in LOOKS_BACK
        for placement_id in to_be_asked(months, today).order_by("pk").values_list("pk", flat=True)
    )


def to_be_asked(months: int, today: date) -> QuerySet[Placement]:
    """Return the hirings of which a look back is due that nobody has answered or was asked."""
    first = months_before(today - ASKED_WITHIN, months)
    rows = due_on(Placement.objects.filter(hired_on__gte=first), months, today)
    known = PlacementCheck.objects.filter(placement=OuterRef("pk"), months=months)
    asked = LogEntry.objects.filter(
        noun=Placement._meta.label_lower,
        row_id=OuterRef("pk"),
        verb=ASKED,
        details__months=months,
    )
    return rows.filter(~Exists(known), ~Exists(asked))


@transaction.atomic
def _ask(placement_id: int, months: int, today: date) -> bool:
    """Tell the company and the person, under the lock of the placement, unless it is done."""
    placement = _locked(placement_id)
    if not to_be_asked(months, today).filter(pk=placement_id).exists():
        return False
    record(placement, ASKED, by=None, **_scope(placement), months=months)
    person = placement.application.profile.user
    company = people_of_company(placement.application.opening.company_id)
    for reader in company.exclude(pk=person.pk):
        _tell(reader, placement, months, NoticeKind.DESK)
    if person.is_active:
        _tell(person, placement, months, NoticeKind.APPLICATION)
    return True


def _tell(reader: User, placement: Placement, months: int, kind: NoticeKind) -> None:
    application = placement.application
    opening, person = application.opening, application.profile.user
    tell(
        reader,
        kind=kind,
        template="matching/mail/placement_check",
        context={
            "months": months,
            "opening": opening,
            "company": opening.company,
            "person": shown_name(application),
            "is_person": reader == person,
        },
        address=reverse("matching:placement_check", args=[application.uuid, months]),
    )


def forget_answers(user: User) -> None:
    """Forget who answered; the answers stay, and the placement with the place it used up, for
    without the person they name nobody. Call inside the transaction of an erasure."""
    PlacementCheck.objects.filter(recorded_by=user).update(recorded_by=None)


def _locked(placement_id: int) -> Placement:
    rows = Placement.objects.select_for_update(of=("self",))
    return with_people(rows).get(pk=placement_id)


def _require_due(placement: Placement, months: int, today: date) -> None:
    if placement.application.profile.erased_at is not None:
        raise PlacementCheckError(_("This person has left the portal."))
    if months not in LOOKS_BACK or placement.hired_on > months_before(today, months):
        raise PlacementCheckError(_("The time has not come yet."))


def _scope(placement: Placement) -> dict[str, int | None]:
    opening = placement.application.opening
    return {"organisation_id": opening.company_id, "park_id": opening.park_id}
