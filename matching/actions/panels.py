"""Who of a company sits in its interviews, and that nobody sits in two at once."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from companies.models import Company
from matching.actions.interview_errors import ForeignInterviewerError, InterviewerBusyError
from matching.calendars.cutting import Stretch
from matching.calendars.times import time_for
from matching.models import InterviewSlot, SlotInterviewer
from parks.models import Membership, User

ONE_PLACE = "no_interviewer_is_in_two_places"


class Clash(NamedTuple):
    """Somebody whom a time does not suit, and the interview that stands in the way."""

    interviewer: User
    slot: InterviewSlot


def members_of(company: Company) -> list[User]:
    """Return who can sit in the interviews of a company: its people of today, by name."""
    members = Membership.objects.live().filter(organisation=company.pk)
    people = User.objects.filter(pk__in=members.values("user"), is_active=True)
    return list(people.order_by("full_name", "pk"))


def seat_panel(slots: Sequence[InterviewSlot], panel: Sequence[User], *, reader: User) -> None:
    """Put people on the panel of slots of one company, all or none; needs a transaction.

    Whoever else seats one of them at this moment waits. Raises ForeignInterviewerError for
    somebody who does not act for the company, InterviewerBusyError, which names the interviewer
    and the other time by the clock of `reader`, for two interviews at once with their buffers.
    """
    if not panel or not slots:
        return
    ids = sorted({person.pk for person in panel})
    people = User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    seated = list(people)
    _require_members(slots[0].opening.company, seated)
    rows = [
        SlotInterviewer(slot=slot, interviewer=person, busy=busy_of(slot))
        for person in seated
        for slot in slots
    ]
    try:
        with transaction.atomic():
            SlotInterviewer.objects.bulk_create(rows)
    except IntegrityError as error:
        if ONE_PLACE not in str(error):
            raise
        raise InterviewerBusyError(_words(rows, reader)) from error


def busy_of(slot: InterviewSlot) -> DateTimeTZRange:
    """Return what a slot takes of somebody's day: the interview and its buffer on both sides."""
    return DateTimeTZRange(*Stretch(slot.starts_at, slot.ends_at).widened(slot.buffer_minutes))


def clashes_with(panel: Sequence[User], times: Sequence[Stretch]) -> dict[Stretch, list[Clash]]:
    """Return who of a panel is busy at which of these times (with their buffer), in one query."""
    if not panel or not times:
        return {}
    whole = DateTimeTZRange(min(times).starts_at, max(time.ends_at for time in times))
    rows = SlotInterviewer.objects.filter(interviewer__in=panel, busy__overlap=whole)
    found: dict[Stretch, list[Clash]] = {}
    for row in rows.select_related("interviewer", "slot").order_by("busy", "pk"):
        for time in times:
            if row.busy.lower < time.ends_at and time.starts_at < row.busy.upper:
                found.setdefault(time, []).append(Clash(row.interviewer, row.slot))
    return found


def clash_words(clash: Clash, zone: str) -> str:
    """Say who is busy and when; not with whom, for that may be another company's business."""
    values = {"person": clash.interviewer, "time": time_for(clash.slot, zone)}
    return _("%(person)s has another interview at that time: %(time)s.") % values


def forget_interviewer(user: User) -> None:
    """Take somebody who leaves the portal off all panels and out of the notes to applicants."""
    told = InterviewSlot.objects.filter(
        opening__company__memberships__user=user, note__contains=user.full_name
    )
    for slot in told.distinct() if user.full_name else ():
        slot.note = slot.note.replace(user.full_name, "—")
        slot.save(update_fields=["note"])
    SlotInterviewer.objects.filter(interviewer=user).delete()


def _require_members(company: Company, people: Sequence[User]) -> None:
    members = {member.pk for member in members_of(company)}
    for person in people:
        if person.pk not in members:
            message = _(
                "%(person)s does not act for this company and cannot sit in its interviews."
            )
            raise ForeignInterviewerError(message % {"person": person})


def _words(rows: Sequence[SlotInterviewer], reader: User) -> str:
    """Say what stands in the way: another interview, else two times of this very offer."""
    times = [Stretch(row.busy.lower, row.busy.upper) for row in rows]
    clashes = clashes_with([row.interviewer for row in rows], times)
    if clashes:
        return clash_words(clashes[min(clashes)][0], reader.time_zone)
    return _(
        "These times lie too close together for one interviewer: leave twice the minutes kept "
        "free between them."
    )
