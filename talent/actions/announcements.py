"""Announcements: written, published to those they are for, opened, taken back or ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parks.actions.notices import tell
from parks.actions.organisations import scope_of
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import Notice, Organisation, User
from parks.queue import enqueue
from talent.models import Announcement, AnnouncementReceipt, StudyProgramme
from talent.queries.announcements import not_yet_told, readers_of

TOLD_AT_ONCE = 100
"""People in one transaction: what a worker that is killed loses, and nobody is told twice."""
TOLD_WITHIN = timedelta(days=2)
"""How long after its publication those who are not told yet are looked for."""


class AnnouncementError(Exception):
    """This cannot be done with the announcement; says why."""


@transaction.atomic
def save_announcement(
    organisation: Organisation,
    *,
    announcement: Announcement | None = None,
    programmes: Sequence[StudyProgramme] = (),
    by: User,
    **facts: Any,
) -> Announcement:
    """Keep a draft; `facts` are columns. Raise AnnouncementError for one that is published."""
    row = _locked(announcement) if announcement else Announcement(organisation=organisation)
    if row.published_at is not None:
        raise AnnouncementError(_("It is published. Take it back before you change it."))
    if announcement is None:
        row.park_id, row.written_by = organisation.park_id, by
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    row.programmes.set(programmes)
    _note(row, "changed" if announcement else "written", by)
    return row


@transaction.atomic
def publish_announcement(announcement: Announcement, *, by: User, now: datetime) -> Announcement:
    """Publish a draft; those it is for are told in the background.

    Raise AnnouncementError when it is published or over already, or reaches nobody.
    """
    row = _locked(announcement)
    if row.published_at is not None:
        raise AnnouncementError(_("It is published already."))
    if row.expires_at is not None and row.expires_at <= now:
        raise AnnouncementError(_("Its last day is over. Choose a later one."))
    if not readers_of(row).exists():
        raise AnnouncementError(_("It would reach nobody. Choose more people."))
    row.published_at = now
    row.save(update_fields=["published_at"])
    _note(row, "published", by)
    enqueue("talent.deliver_announcement", announcement_id=row.pk)
    return row


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: User) -> Announcement:
    """Make a draft of it again, with its notices gone; mails that have left stay where they are.

    Raise AnnouncementError when somebody has read it.
    """
    row = _locked(announcement)
    receipts = AnnouncementReceipt.objects.select_for_update().filter(announcement=row)
    if any(receipt.read_at for receipt in receipts.order_by("pk")):
        raise AnnouncementError(_("Somebody has read it already. You can end it."))
    if row.published_at is not None:
        told = receipts.order_by().values("user")
        Notice.objects.filter(user__in=told, address=row.get_absolute_url()).delete()
        receipts.delete()
        row.published_at = None
        row.save(update_fields=["published_at"])
        _note(row, "taken back", by)
    return row


@transaction.atomic
def delete_announcement(announcement: Announcement, *, by: User) -> None:
    """Delete a draft for good. Raise AnnouncementError for one that is published."""
    row = _locked(announcement)
    if row.published_at is not None:
        raise AnnouncementError(_("It is published. Take it back or end it."))
    _note(row, "deleted", by)
    row.delete()


@transaction.atomic
def end_announcement(announcement: Announcement, *, by: User, now: datetime) -> Announcement:
    """Show it to nobody from now on. Raise AnnouncementError for a draft."""
    row = _locked(announcement)
    if row.published_at is None:
        raise AnnouncementError(_("It is not published."))
    if row.expires_at is None or row.expires_at > now:
        row.expires_at = now
        row.save(update_fields=["expires_at"])
        _note(row, "ended", by)
    return row


def open_announcement(announcement: Announcement, *, by: User, now: datetime) -> None:
    """Note that a person has read it; the first time counts."""
    mine = AnnouncementReceipt.objects.filter(announcement=announcement, user=by, read_at=None)
    mine.update(read_at=now)


def deliver_announcement(announcement_id: int, now: datetime, at_once: int = TOLD_AT_ONCE) -> int:
    """Tell everybody who is not told yet, `at_once` in each transaction; return how many.

    Receipt, notice and mail are written together, under the lock of the announcement: cut off
    anywhere or run twice, it tells nobody twice and leaves nobody out.
    """
    told = 0
    while number := _deliver_some(announcement_id, now, at_once):
        told += number
    return told


@transaction.atomic
def _deliver_some(announcement_id: int, now: datetime, at_once: int) -> int:
    rows = Announcement.objects.select_for_update(of=("self",)).published(now)
    row = rows.select_related("organisation").filter(pk=announcement_id).first()
    people = list(not_yet_told(row)[:at_once]) if row else []
    AnnouncementReceipt.objects.bulk_create(
        AnnouncementReceipt(announcement=row, user=person) for person in people
    )
    for person in people:
        tell(
            person,
            kind=NoticeKind.ANNOUNCEMENT,
            template="talent/mail/announcement",
            context={"announcement": row},
            address=row.get_absolute_url(),
        )
    return len(people)


def resume_deliveries(now: datetime) -> None:
    """Send again for what was published lately: what is told already is told nobody twice."""
    late = Announcement.objects.published(now).filter(published_at__gt=now - TOLD_WITHIN)
    for row in late.select_related("organisation").order_by("pk"):
        if not_yet_told(row).exists():
            enqueue("talent.deliver_announcement", announcement_id=row.pk)


def forget_reader(user: User) -> None:
    """Delete what a person was told, and their name at what they wrote for an office."""
    AnnouncementReceipt.objects.filter(user=user).delete()
    Announcement.objects.filter(written_by=user).update(written_by=None)


def _locked(announcement: Announcement) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=announcement.pk)


def _note(row: Announcement, verb: str, by: User) -> None:
    record(row, verb, by=by, **scope_of(row.organisation))
