"""Whom an announcement is for, who has read it, and what a person has been told."""

from datetime import datetime

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)

from parks.choices.organisations import OrganisationKind
from parks.models import Membership, Organisation, User
from talent.choices.announcements import KINDS_OF
from talent.choices.university import AnnouncementAudience
from talent.models import Announcement, AnnouncementReceipt, Profile, RosterEntry
from talent.models.announcements import AnnouncementQuerySet


def readers_of(announcement: Announcement) -> QuerySet[User]:
    """Return the people it is for: of the park of an office, or of the roster of a university."""
    is_of_park = announcement.organisation.kind == OrganisationKind.PARK_OFFICE
    wanted = _of_park(announcement) if is_of_park else _of_roster(announcement)
    return User.objects.filter(wanted, is_active=True)


def not_yet_told(announcement: Announcement) -> QuerySet[User]:
    told = AnnouncementReceipt.objects.filter(announcement=announcement, user=OuterRef("pk"))
    return readers_of(announcement).filter(~Exists(told)).order_by("pk")


def _of_park(announcement: Announcement) -> Q:
    if announcement.park_id is None:
        return Q(pk__in=())
    kinds = [kind for each in announcement.audience for kind in KINDS_OF.get(each, ())]
    people = Membership.objects.live().filter(
        user=OuterRef("pk"),
        organisation__park=announcement.park_id,
        organisation__kind__in=kinds,
    )
    wanted = Q(Exists(people))
    if AnnouncementAudience.STUDENTS in announcement.audience:
        mine = Profile.objects.filter(user=OuterRef("pk"), parks=announcement.park_id)
        wanted |= Q(Exists(mine.filter(erased_at=None)))
    return wanted


def _of_roster(announcement: Announcement) -> Q:
    rows = RosterEntry.objects.filter(university=announcement.organisation_id, user=OuterRef("pk"))
    programmes = list(announcement.programmes.values_list("pk", flat=True))
    if programmes:
        rows = rows.filter(programme__in=programmes)
    if announcement.cohorts:
        rows = rows.filter(graduates_on__year__in=announcement.cohorts)
    return Q(Exists(rows.enrolled()))


def written_at(organisation: Organisation) -> AnnouncementQuerySet:
    """Return what an office wrote, drafts first, with how many were told and have read it."""
    rows = Announcement.objects.filter(organisation=organisation).annotate(
        told=Count("receipts"), read=Count("receipts__read_at")
    )
    return rows.newest_first()


def told_to(user_id: int, now: datetime) -> AnnouncementQuerySet:
    """Return what a person is told at present, unread first, each with `read_at`."""
    mine = Announcement.objects.published(now).filter(receipts__user=user_id)
    rows = mine.annotate(read_at=F("receipts__read_at")).select_related("organisation")
    unread = Case(When(read_at=None, then=0), default=1, output_field=IntegerField())
    return rows.order_by(unread, "-published_at", "-pk")
