"""Stays of students at bases: a place of the base, one of its agreement, and a mentor's time.

Every change locks the base first, so that its places are given out one at a time.
"""

from datetime import date

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.actions.agreement_places import let_go_place, place_for
from matching.models import BaseStay
from matching.queries.base_stays import most_at_once, overlapping
from parks.actions.bases import BaseError, locked_base, mentors_at
from parks.actions.notices import tell
from parks.actions.quotas import NoPlacesLeftError, lock_places
from parks.actions.trail import record
from parks.choices.agreements import IN_FORCE, BaseState
from parks.choices.notices import NoticeKind
from parks.models import Base, Mentor, Quota, User
from talent.models import Profile


@transaction.atomic
def begin_stay(
    *,
    base: Base,
    profile: Profile,
    starts_on: date,
    by: User,
    mentor: Mentor | None = None,
    ends_on: date | None = None,
) -> BaseStay:
    """Give a student a place at a base and one of its agreement for these days, and tell them.

    Raise BaseError where the base takes nobody on these days, is full on one of them, the mentor
    has as many students as they may, the agreement has no place left, or the student is there or
    has left the portal.
    """
    profile = _locked_profile(profile)
    if profile.erased_at is not None:
        raise BaseError(_("This person has left the portal."))
    base = _held(base)
    if ends_on is not None and ends_on < starts_on:
        raise BaseError(_("The last day comes after the first."))
    _require_taking(base, starts_on, ends_on)
    _require_free(base, profile, starts_on, ends_on)
    _require_time(base, mentor, starts_on, ends_on)
    stay = BaseStay.objects.create(
        base=base,
        profile=profile,
        mentor=mentor,
        quota=_quota_for(base, profile, starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _note(stay, "begun", by)
    _tell(stay, "stay_begun")
    return stay


@transaction.atomic
def end_stay(*, stay: BaseStay, ends_on: date, result: str, by: User) -> BaseStay:
    """Write the last day of a stay and what came of it: the base has the place from the next day.

    The place of the agreement stays used: the student was there. Raise BaseError for a stay that
    is over and for a day before the first or to come.
    """
    stay = _locked(stay)
    if stay.ends_on is not None and stay.ends_on < day_at(stay.base):
        raise BaseError(_("This stay is over already."))
    if not stay.starts_on <= ends_on <= day_at(stay.base):
        raise BaseError(_("The last day lies between the first day and today."))
    stay.ends_on, stay.result = ends_on, result.strip()
    stay.save(update_fields=["ends_on", "result"])
    _note(stay, "ended", by)
    _tell(stay, "stay_ended")
    return stay


@transaction.atomic
def call_off_stay(*, stay: BaseStay, reason: str, by: User) -> None:
    """Take a stay back that does not take place: base and agreement get their places back.

    The student is told why. Raise BaseError without a reason and for a stay that is over.
    """
    stay = _locked(stay)
    if not reason.strip():
        raise BaseError(_("Say why, the person reads it."))
    if stay.ends_on is not None and stay.ends_on < day_at(stay.base):
        raise BaseError(_("This stay is over already."))
    _tell(stay, "stay_called_off", reason=reason.strip())
    _remove(stay, by)


@transaction.atomic
def change_mentor(*, stay: BaseStay, mentor: Mentor | None, by: User) -> BaseStay:
    """Let another mentor look after a student; raise BaseError for one without time."""
    stay = _locked(stay)
    if mentor is not None and mentor.pk != stay.mentor_id:
        begins = max(stay.starts_on, day_at(stay.base))
        _require_time(stay.base, mentor, begins, stay.ends_on)
    stay.mentor = mentor
    stay.save(update_fields=["mentor"])
    _note(stay, "mentor changed", by)
    _tell(stay, "stay_mentor")
    return stay


@transaction.atomic
def end_mentor(*, mentor: Mentor, by: User) -> Mentor:
    """Let somebody look after students of a base for the last day today.

    Raise BaseError for one who is none any more, and while students are theirs after today.
    """
    base = locked_base(mentor.base)
    today = day_at(base)
    mentor = Mentor.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
    if mentor.until is not None:
        raise BaseError(_("This person is no mentor here any more."))
    stays = BaseStay.objects.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=today))
    if stays.filter(mentor=mentor).exists():
        raise BaseError(_("Choose another mentor for their students first."))
    mentor.until = today
    mentor.save(update_fields=["until"])
    record(mentor, "ended", by=by, organisation_id=base.host_id, park_id=base.agreement.park_id)
    return mentor


def forget_stays(profile: Profile, *, by: User) -> None:
    """End the stays of somebody who leaves the portal, and empty what was written about them."""
    mine = BaseStay.objects.filter(profile=profile).order_by("base", "pk")
    for stay in mine.select_related("base__agreement__park"):
        today = day_at(stay.base)
        if stay.starts_on > today:
            _remove(_locked(stay), by)
        elif stay.ends_on is None or stay.ends_on > today:
            stay = _locked(stay)
            stay.ends_on = today
            stay.save(update_fields=["ends_on"])
            _note(stay, "ended", by)
    mine.update(result="")


def _require_taking(base: Base, starts_on: date, ends_on: date | None) -> None:
    if base.state != BaseState.ACCREDITED:
        raise BaseError(_("Only an accredited base takes students."))
    agreement, until = base.agreement, base.accredited_until
    in_force = agreement.starts_on <= starts_on <= agreement.ends_on
    if agreement.state not in IN_FORCE or not in_force:
        raise BaseError(_("The agreement of this base is not in force on the first day."))
    if until is not None and (ends_on or starts_on) > until:
        raise BaseError(_("The accreditation of this base ends before."))


def _require_free(base: Base, profile: Profile, starts_on: date, ends_on: date | None) -> None:
    there = overlapping(BaseStay.objects.filter(base=base), starts_on, ends_on)
    if there.filter(profile=profile).exists():
        raise BaseError(_("This student has a stay here on these days already."))
    if most_at_once(there, starts_on) >= base.capacity:
        raise BaseError(_("All places of this base are taken on these days."))


def _require_time(base: Base, mentor: Mentor | None, starts_on: date, ends_on: date | None) -> None:
    """Say whether a mentor may look after one more; read again under the lock of the base."""
    if mentor is None:
        return
    mentor = Mentor.objects.get(pk=mentor.pk)
    ends_before = mentor.until is not None and (ends_on is None or mentor.until < ends_on)
    if mentor.base_id != base.pk or ends_before:
        raise BaseError(_("This person is no mentor of the base on these days."))
    if not mentors_at(base).filter(pk=mentor.pk).exists():
        raise BaseError(_("This person does not work at the host any more."))
    theirs = overlapping(BaseStay.objects.filter(mentor=mentor), starts_on, ends_on)
    if most_at_once(theirs, starts_on) >= mentor.students_at_most:
        raise BaseError(_("This mentor has as many students as they look after."))


def _quota_for(base: Base, profile: Profile, day: date) -> Quota | None:
    """Use up a place of the agreement, once for a person; None where it counts no places."""
    try:
        return place_for(profile, base.agreement, day)
    except NoPlacesLeftError as error:
        raise BaseError(
            _(
                "The agreement has no place for this student: all for their degree and discipline"
                " are taken, or their profile states no degree."
            )
        ) from error


def _remove(stay: BaseStay, by: User) -> None:
    _note(stay, "called off", by)
    stay.delete()
    if stay.quota is not None:
        let_go_place(stay.profile, stay.quota)


def _locked_profile(profile: Profile) -> Profile:
    """Hold a person before the base, in the order in which erasing an account does."""
    rows = Profile.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("user", "degree").get(pk=profile.pk)


def _held(base: Base) -> Base:
    """Hold a base and the places of its agreement; a renewal may have taken it over meanwhile."""
    lock_places(base.agreement_id)
    row = locked_base(base)
    if row.agreement_id != base.agreement_id:
        raise BaseError(_("The base goes on under a new agreement from now on. Please try again."))
    return row


def day_at(base: Base) -> date:
    """Return the day it is at the park of a base."""
    return base.agreement.park.day_at(timezone.now())


def _locked(stay: BaseStay) -> BaseStay:
    _held(stay.base)
    rows = BaseStay.objects.select_for_update(of=("self",))
    related = ("base__agreement__park", "base__host", "profile__user", "mentor__user", "quota")
    found = rows.select_related(*related).filter(pk=stay.pk).first()
    if found is None:
        raise BaseError(_("This stay was called off already."))
    return found


def _note(stay: BaseStay, verb: str, by: User) -> None:
    base = stay.base
    record(stay, verb, by=by, organisation_id=base.host_id, park_id=base.agreement.park_id)


def _tell(stay: BaseStay, template: str, **context: object) -> None:
    tell(
        stay.profile.user,
        kind=NoticeKind.TRAINING,
        template=f"matching/mail/{template}",
        context={"stay": stay, "base": stay.base, **context},
        address=reverse("matching:my_stays"),
    )
