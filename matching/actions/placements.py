"""Somebody is hired: through what, and whose place of an agreement that uses up.

The table of moves lets nobody come back from “hired”, so that a place once used stays used; when
the person is erased the placement stays too, and names nobody.
"""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Opening
from matching.choices.applications import ApplicationState
from matching.choices.enrolments import HiredThrough
from matching.models import Application, ApplicationStep, BaseStay, Enrolment, Placement
from matching.queries.placements import (
    AMONG_THE_MATCHES,
    Studies,
    agreements_between,
    came_by_match,
    holds_a_place,
    lineage,
    stands_in_a_list,
    studies_of,
    training_behind,
)
from parks.actions.notices import tell
from parks.actions.quotas import NoPlacesLeftError, lock_places, take_place
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import Agreement, DegreeLevel, Quota, User
from parks.queries.organisations import office_of
from talent.models import Profile


class PlacementError(Exception):
    """A hiring cannot be changed like this; says why."""


class Signed(NamedTuple):
    """An agreement that the company and a school of the person have signed, and what they study."""

    agreement: Agreement
    studies: Studies


class Place(NamedTuple):
    """The agreement a hiring came through and the place it used up; either may be missing."""

    agreement: Agreement | None = None
    quota: Quota | None = None
    is_missing: bool = False


@transaction.atomic
def place_hired(*, application: Application, by: User | None) -> Placement:
    """Write through what somebody was hired, all of it that is true, and use up a place.

    Call in the transaction that hires. A second call returns the placement that is there.

    Agreement: the company and a university of the person (by roster or education) have signed one
    that is in force. A place of it is used up, but one person uses one place of an agreement: the
    hiring takes over the one that somebody holds by training or a stay at a base. Where the
    agreement has none for this year, degree and discipline, or none that is left, the hiring goes
    through without a place and the office of its park is told.
    Training: the person has passed a session that teaches something the opening asks for.
    Match: on the day of applying a published list held the two. Open: nothing of these.
    """
    present = Placement.objects.filter(application=application).first()
    if present is not None:
        return present
    today = application.opening.park.day_at(timezone.now())
    place = _take_place(application, today)
    placement = _write(application, place, today)
    record(
        placement,
        "placed",
        by=by,
        organisation_id=application.opening.company_id,
        park_id=application.opening.park_id,
        through=placement.through,
        place=place.quota is not None,
    )
    if place.is_missing:
        _tell_of_missing_place(placement)
    return placement


@transaction.atomic
def give_place(*, placement: Placement, by: User | None) -> Placement:
    """Use up a place of its agreement for a hiring that found none: the office has added some.

    Raise PlacementError where nothing has to be given, and where there is still no place for the
    year, degree and discipline of the person.
    """
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "agreement", "application__opening", "application__profile"
    )
    placement = rows.get(pk=placement.pk)
    agreement, application = placement.agreement, placement.application
    if agreement is None or placement.quota_id is not None:
        raise PlacementError(_("This hiring has its place, or came through no agreement."))
    lock_places(agreement.pk)
    placement.quota = _take_over(application.profile, agreement)
    if placement.quota is None and holds_a_place(application.profile, agreement):
        raise PlacementError(_("This person uses a place of the agreement already."))
    placement.quota = placement.quota or _place_of_any(placement)
    if placement.quota is None:
        raise PlacementError(
            _("The agreement has no place left for this year, degree and discipline. Add some.")
        )
    placement.save(update_fields=["quota"])
    opening = application.opening
    scope = {"organisation_id": opening.company_id, "park_id": opening.park_id}
    record(placement, "place given", by=by, **scope, quota=placement.quota_id)
    return placement


def _place_of_any(placement: Placement) -> Quota | None:
    """Return a place by any of the studies that tie the person to the agreement."""
    application = placement.application
    for agreement, studies in _signed(application, placement.hired_on):
        if agreement.pk == placement.agreement_id:
            quota = _place_of(
                agreement, studies, application.opening.company_id, placement.hired_on
            )
            if quota is not None:
                return quota
    return None


def _take_place(application: Application, today: date) -> Place:
    signed = _signed(application, today)
    if not signed:
        return Place()
    for agreement_id in sorted({agreement.pk for agreement, _studies in signed}):
        lock_places(agreement_id)
    for agreement, _studies in signed:
        quota = _take_over(application.profile, agreement)
        if quota is not None or holds_a_place(application.profile, agreement):
            return Place(agreement, quota)
    for agreement, studies in signed:
        quota = _place_of(agreement, studies, application.opening.company_id, today)
        if quota is not None:
            return Place(agreement, quota)
    counted = [each for each, _studies in signed if each.quotas.exists()]
    return Place((counted or [signed[0].agreement])[0], is_missing=bool(counted))


def _take_over(profile: Profile, agreement: Agreement) -> Quota | None:
    """Move the place that somebody holds by training, or by a stay that is not over, to their
    hiring: whoever leaves either afterwards has been hired all the same and gives nothing back.
    """
    lasting = Q(ends_on=None) | Q(ends_on__gte=agreement.park.day_at(timezone.now()))
    for rows in (Enrolment.objects.holding_a_place(), BaseStay.objects.filter(lasting)):
        held = rows.filter(profile=profile, quota__agreement=agreement).order_by("pk")
        row = held.select_for_update(of=("self",)).first()
        if row is not None:
            quota, row.quota = row.quota, None
            row.save(update_fields=["quota"])
            return quota
    return None


def _signed(application: Application, today: date) -> list[Signed]:
    company_id = application.opening.company_id
    return [
        Signed(agreement, studies)
        for studies in studies_of(application.profile)
        for agreement in agreements_between(company_id, studies.university_id, today)
    ]


def _place_of(agreement: Agreement, studies: Studies, company_id: int, today: date) -> Quota | None:
    degree = DegreeLevel.objects.filter(pk=studies.degree_id).first()
    if degree is None:
        return None
    try:
        return take_place(
            organisations={company_id, studies.university_id},
            degree=degree,
            discipline_ids=lineage(studies.discipline_id),
            day=today,
            agreement=agreement,
        )
    except NoPlacesLeftError:
        return None


def _write(application: Application, place: Place, hired_on: date) -> Placement:
    enrolment = training_behind(application)
    ways = {
        HiredThrough.AGREEMENT: place.agreement is not None,
        HiredThrough.TRAINING: enrolment is not None,
        HiredThrough.MATCH: came_by_match(application),
    }
    through = [way.value for way, is_true in ways.items() if is_true]
    return Placement.objects.create(
        application=application,
        agreement=place.agreement,
        quota=place.quota,
        enrolment=enrolment,
        through=through or [HiredThrough.OPEN.value],
        hired_on=hired_on,
    )


def _tell_of_missing_place(placement: Placement) -> None:
    """Nobody's name is said: the office may not know who it is."""
    agreement, opening = placement.agreement, placement.application.opening
    for officer in office_of(agreement.park_id):
        tell(
            officer,
            kind=NoticeKind.AGREEMENT,
            template="matching/mail/placed_without_a_place",
            context={"agreement": agreement, "opening": opening, "company": opening.company},
            address=agreement.get_absolute_url(),
        )


def note_match(profile: Profile, opening: Opening, application: Application) -> None:
    """Keep in the log that a published list held the two on the day of applying, if one did."""
    if stands_in_a_list(profile, opening):
        record(application, AMONG_THE_MATCHES, by=None, park_id=opening.park_id)


def place_past_hirings() -> int:
    """Write the placements of hirings that are older than placements; return how many.

    They use up no place: the quotas of their day were kept elsewhere. The nightly look back calls
    this first, so that past hirings need no migration; a second call finds nothing.
    """
    rows = Application.objects.filter(state=ApplicationState.HIRED, placement=None)
    return sum(_place_past(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _place_past(application_id: int) -> bool:
    rows = Application.objects.select_for_update(of=("self",)).select_related("opening", "profile")
    application = rows.get(pk=application_id)
    if Placement.objects.filter(application=application).exists():
        return False
    steps = application.steps.filter(state=ApplicationState.HIRED).order_by("-taken_at", "-pk")
    step: ApplicationStep | None = steps.first()
    hired_at = step.taken_at if step else application.changed_at
    _write(application, Place(), timezone.localtime(hired_at).date())
    return True
