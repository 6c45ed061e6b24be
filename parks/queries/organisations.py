"""Who acts for an organisation, who decides on it, and how far its verification is."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from parks.access import Viewer
from parks.choices.organisations import ASKED_TO_JOIN, MembershipRole, OrganisationKind
from parks.email_domains import is_at
from parks.models import Invitation, LogEntry, Membership, Organisation, User, Verification

ASKING_IS_SHOWN = timedelta(days=14)
EMPLOYED = (MembershipRole.ADMIN, MembershipRole.MEMBER)


def is_verified(organisation_id: int) -> bool:
    """Say whether the park office has verified an organisation; else it publishes nothing."""
    return Organisation.objects.verified().filter(pk=organisation_id).exists()


def administrators_of(organisation_id: int) -> QuerySet[User]:
    """Return the people who run an organisation now."""
    rows = administrations([organisation_id])
    return User.objects.filter(pk__in=rows.values("user")).order_by("pk")


def administrations(organisations: Iterable[int] | QuerySet) -> QuerySet[Membership]:
    """Return by which memberships people run any of these organisations now."""
    return Membership.objects.live().filter(
        organisation__in=organisations, role=MembershipRole.ADMIN, user__is_active=True
    )


def office_of(park_id: int | None) -> QuerySet[User]:
    """Return the people of the park's office; where there are none, the operators."""
    rows = Membership.objects.live().filter(
        organisation__kind=OrganisationKind.PARK_OFFICE,
        organisation__park=park_id,
        role__in=EMPLOYED,
        user__is_active=True,
    )
    officers = User.objects.filter(pk__in=rows.values("user"))
    if park_id is None or not officers.exists():
        officers = User.objects.filter(is_superuser=True, is_active=True)
    return officers.order_by("pk")


def people_asking(organisation: Organisation, now: datetime) -> QuerySet[User]:
    """Return who asked to be let in lately, and was neither let in nor invited."""
    asked = LogEntry.objects.filter(
        noun=Organisation._meta.label_lower,
        row_id=organisation.pk,
        verb=ASKED_TO_JOIN,
        happened_at__gt=now - ASKING_IS_SHOWN,
    )
    member = Membership.objects.live().filter(organisation=organisation, user=OuterRef("pk"))
    mailed = {"organisation": organisation, "email__iexact": OuterRef("email")}
    invited = Invitation.objects.open().filter(**mailed)
    people = User.objects.filter(pk__in=asked.values("actor"), is_active=True)
    return people.exclude(Exists(member) | Exists(invited)).order_by("pk")


def my_memberships(viewer: Viewer) -> QuerySet[Membership]:
    """Return the live memberships of a person, with their organisations, by name."""
    rows = Membership.objects.live().filter(user=viewer.user_id).select_related("organisation")
    return rows.order_by("organisation__name_en", "organisation__name_zh", "pk")


def my_claims(viewer: Viewer) -> QuerySet[Verification]:
    """Return a person's last request for each organisation they do not act for, newest first."""
    acting = viewer.organisation_ids | viewer.interviewing_for
    mine = Verification.objects.filter(submitted_by=viewer.user_id)
    others = mine.exclude(organisation__in=acting)
    claims = others.exclude(organisation__park__in=viewer.steward_of)
    last = claims.order_by("organisation", "-submitted_at", "-pk").distinct("organisation")
    rows = Verification.objects.filter(pk__in=last.values("pk")).select_related("organisation")
    return rows.order_by("-submitted_at", "-pk")


def my_invitations(user: User, now: datetime) -> QuerySet[Invitation]:
    """Return the invitations to a person's own address that can be accepted."""
    mine = Invitation.objects.open().filter(email__iexact=user.email, expires_at__gt=now)
    return mine.select_related("organisation").order_by("-sent_at", "-pk")


def works_there(verification: Verification) -> bool | None:
    """Say whether the submitter has confirmed an address at the organisation's work domain.

    None where there is nothing to compare: no domain is named, or nobody has submitted it.
    """
    domain, user = verification.organisation.email_domain, verification.submitted_by_id
    if not domain or user is None:
        return None
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return any(is_at(address, domain) for address in confirmed.values_list("email", flat=True))
