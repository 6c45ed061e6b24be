"""Who is at a base when, and how many at once."""

from datetime import date
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from matching.models import BaseStay
from matching.queries.anonymity import with_known
from parks.access import Viewer
from parks.choices.agreements import IN_FORCE, BaseState
from parks.models import Base, BaseVisit, Mentor
from talent.models import Profile, RosterEntry


class Student(NamedTuple):
    """A stay as somebody at the base reads it; without a grant the person is a number.

    It is none of the codes of applicants: the host may remember whose stay it was.
    """

    stay: BaseStay
    name: str
    is_known: bool
    is_over: bool


def overlapping(
    stays: QuerySet[BaseStay], starts_on: date, ends_on: date | None
) -> QuerySet[BaseStay]:
    """Return the stays that share a day with these days, the last of which may be open."""
    rows = stays.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


def most_at_once(stays: QuerySet[BaseStay], since: date) -> int:
    """Return how many of these stays there are on the fullest day from `since` on.

    The number grows only on a first day, so that those days are all that need counting.
    """
    days = list(stays.values_list("starts_on", "ends_on"))
    firsts = {max(begin, since) for begin, _end in days}
    return max((_there(days, day) for day in firsts), default=0)


def _there(days: list[tuple[date, date | None]], day: date) -> int:
    return sum(begin <= day and (end is None or day <= end) for begin, end in days)


def on_day(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def with_taken(bases: QuerySet[Base], day: date) -> QuerySet[Base]:
    """Add `taken`: how many students are at a base on a day."""
    return bases.annotate(taken=_count(BaseStay.objects.filter(on_day(day)), "base"))


def takes_students(base: Base, day: date) -> bool:
    """Say whether a base is accredited, under an agreement in force."""
    lasts = base.accredited_until is None or base.accredited_until >= day
    return base.state == BaseState.ACCREDITED and lasts and base.agreement.state in IN_FORCE


def mentors_of(base: Base, day: date) -> QuerySet[Mentor]:
    """Return the mentors of a base with `students` of a day, those of today first."""
    stays = BaseStay.objects.filter(on_day(day))
    rows = Mentor.objects.filter(base=base).select_related("user")
    rows = rows.annotate(students=_count(stays, "mentor"))
    return rows.order_by(F("until").desc(nulls_first=True), "pk")


def _count(stays: QuerySet[BaseStay], owner: str) -> Coalesce:
    counted = stays.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    number = counted.annotate(each=Count("pk")).values("each")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def students_of(base: Base, viewer: Viewer, today: date) -> list[Student]:
    """Return the stays at a base as this viewer may read them, those under way first.

    A university reads those of the people on its roster who share their progress with it.
    """
    claimed = _claimed(viewer)
    rows = BaseStay.objects.filter(base=base)
    if not (viewer.is_operator or base.host_id in viewer.organisation_ids):
        office = Q(base__agreement__park__in=viewer.steward_of)
        rows = rows.filter(office | Q(profile__user__in=claimed))
    rows = rows.select_related("profile__user", "profile__degree", "mentor__user", "quota__degree")
    rows = rows.annotate(
        is_known=Case(
            When(_known_rows(viewer), then=True), default=False, output_field=BooleanField()
        )
    ).order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "-pk")
    return [_student(stay, today) for stay in rows]


def _student(stay: BaseStay, today: date) -> Student:
    number = _("Student %(number)d") % {"number": stay.pk}
    name = str(stay.profile) if stay.is_known else number
    is_over = stay.ends_on is not None and stay.ends_on < today
    return Student(stay, name, stay.is_known, is_over)


def stay_name(stay: BaseStay, viewer: Viewer) -> str:
    """Name a student as the pages of a base do."""
    stay.is_known = BaseStay.objects.filter(_known_rows(viewer), pk=stay.pk).exists()
    return _student(stay, stay.starts_on).name


def _known_rows(viewer: Viewer) -> Q:
    """Say of which stays the viewer may know the name: by a grant, or from their roster."""
    known = _known(viewer).values("pk")
    return Q(profile__in=known) | Q(profile__user__in=_claimed(viewer))


def _known(viewer: Viewer) -> QuerySet[Profile]:
    """Return whose name the viewer may read: a grant of an anonymous application tells none."""
    return with_known(Profile.objects.all(), viewer).filter(is_known=True)


def _claimed(viewer: Viewer) -> QuerySet:
    """The students who let a university of the viewer see how far they have come."""
    rows = RosterEntry.objects.filter(university__in=viewer.organisation_ids, left_at=None)
    return rows.exclude(user=None).filter(shares_progress=True).order_by().values("user")


def visits_to(base: Base, viewer: Viewer) -> QuerySet[BaseVisit]:
    rows = BaseVisit.objects.visible_to(viewer).filter(base=base)
    return rows.select_related("visitor").order_by("-visited_on", "-pk")


def may_come(base: Base, viewer: Viewer) -> QuerySet[Profile]:
    """Return whom a host can give a place: people it may know by name, who are not there now."""
    there = BaseStay.objects.filter(base=base, ends_on=None)
    rows = _known(viewer).exclude(user=viewer.user_id)
    rows = rows.exclude(pk__in=there.values("profile")).select_related("user", "degree")
    return rows.order_by("user__full_name", "pk")


def my_stays(viewer: Viewer) -> QuerySet[BaseStay]:
    """Return somebody's own stays, the newest first."""
    rows = BaseStay.objects.filter(profile__user=viewer.user_id)
    related = ("base__host", "base__agreement", "mentor__user")
    return rows.select_related(*related).order_by("-starts_on", "-pk")
