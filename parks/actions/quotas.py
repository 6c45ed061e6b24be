"""Places of agreements: taken and given back in the caller's transaction, never oversold."""

from collections.abc import Collection
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from parks.models import Agreement, DegreeLevel, Quota


class NoPlacesLeftError(Exception):
    """The agreement that was named has no place left for this year, degree and discipline."""


@transaction.atomic
def take_place(
    *,
    organisations: Collection[int],
    degree: DegreeLevel,
    discipline_ids: Collection[int],
    day: date,
    agreement: Agreement | None = None,
) -> Quota | None:
    """Use up a place on this day for somebody of this degree; None where no agreement gives one.

    A quota fits that is of the year and degree and of one of the disciplines (the person's own and
    what it belongs to) or of any. Without `agreement` the place is one of an agreement that all the
    `organisations` (ids) have signed; a place of the person's own discipline is used up before one
    that is open to all, an agreement that ends sooner before one that ends later.
    Raise NoPlacesLeftError where `agreement` gives places to people like this and they are used up.
    """
    agreements = _in_force(day, organisations, agreement)
    fitting = Quota.objects.filter(
        models.Q(discipline=None) | models.Q(discipline__in=discipline_ids),
        agreement__in=agreements,
        year=day.year,
        degree=degree,
    ).order_by(models.F("discipline").asc(nulls_last=True), "agreement__ends_on", "pk")
    for pk in list(fitting.values_list("pk", flat=True)):
        quota = _take_one(pk)
        if quota is not None:
            return quota
    if agreement is not None and fitting.exists():
        raise NoPlacesLeftError(_("All places of this agreement for this year are taken."))
    return None


@transaction.atomic
def give_back_place(*, quota: Quota) -> None:
    """Free a place that somebody held; raise ValueError where none is used."""
    freed = Quota.objects.filter(pk=quota.pk, used__gt=0).update(used=models.F("used") - 1)
    if not freed:
        raise ValueError(f"no place of {quota.pk} is used")


def lock_places(agreement_id: int | None) -> None:
    """Let places of an agreement be taken, let go and changed in number one at a time; lock
    sessions and profiles before, bases, enrolments and stays after."""
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    rows.filter(pk=agreement_id).first()


def _in_force(
    day: date, organisations: Collection[int], agreement: Agreement | None
) -> models.QuerySet[Agreement]:
    rows = Agreement.objects.in_force().filter(starts_on__lte=day, ends_on__gte=day)
    if agreement is not None:
        return rows.filter(pk=agreement.pk)
    for organisation in organisations:
        rows = rows.filter(parties__organisation=organisation)
    return rows if organisations else rows.none()


def _take_one(pk: int) -> Quota | None:
    """Add one to what is used, unless somebody was quicker; the row stays locked to the end."""
    quota = Quota.objects.select_for_update(of=("self",)).get(pk=pk)
    if quota.used >= quota.places:
        return None
    quota.used += 1
    quota.save(update_fields=["used"])
    return quota
