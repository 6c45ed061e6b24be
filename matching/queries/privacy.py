"""What a person's privacy page tells: who may see them, who has, and what they agreed to."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.models import Application, InvitationToApply
from matching.models.applications import ApplicationQuerySet
from matching.queries.anonymity import is_anonymous, screens, with_shortlisted
from parks.access import Viewer
from parks.models import Consent, DataExport, User
from talent.models import Disclosure, Document, Profile, ProfileGrant


class Access(NamedTuple):
    """An organisation that may read a profile now, and what is the reason.

    While `is_anonymous` it reads the profile without name, contact data and files.
    """

    grant: ProfileGrant
    application: Application | None
    invitation: InvitationToApply | None
    is_anonymous: bool

    @property
    def ends_application(self) -> bool:
        """Whether taking the access away withdraws the application as well."""
        return self.application is not None and may_be_withdrawn(self.application)


def may_be_withdrawn(application: Application) -> bool:
    """Say whether an application still lies with a company and can be taken back."""
    return APPLICATION_MOVES.allows(application.state, ApplicationState.WITHDRAWN)


def accesses_to(profile: Profile) -> list[Access]:
    """Return who may read a profile now, newest first, in four queries."""
    files = Prefetch("documents", Document.objects.order_by("filename", "pk"))
    grants = ProfileGrant.objects.live().filter(profile=profile).select_related("organisation")
    rows = list(grants.prefetch_related(files).order_by("-granted_at", "-pk"))
    applications, invitations = _applications(profile, rows), _invitations(profile, rows)
    return [
        _access(grant, applications.get(grant.reference), invitations.get(grant.reference))
        for grant in rows
    ]


def _access(
    grant: ProfileGrant, application: Application | None, invitation: InvitationToApply | None
) -> Access:
    hidden = bool(invitation and screens(invitation.opening))
    if application is not None:
        hidden = is_anonymous(application)
    return Access(grant, application, invitation, hidden)


def _applications(profile: Profile, grants: Iterable[ProfileGrant]) -> dict[object, Application]:
    rows = Application.objects.filter(profile=profile, uuid__in=_references(grants))
    rows = with_shortlisted(rows).select_related("opening__company", "opening__park")
    return {row.uuid: row for row in rows}


def _invitations(
    profile: Profile, grants: Iterable[ProfileGrant]
) -> dict[object, InvitationToApply]:
    rows = InvitationToApply.objects.filter(profile=profile, uuid__in=_references(grants))
    return {row.uuid: row for row in rows.select_related("opening__company", "opening__park")}


def _references(grants: Iterable[ProfileGrant]) -> list[object]:
    return [grant.reference for grant in grants]


def disclosures_of(profile: Profile) -> QuerySet[Disclosure]:
    """Return every look at a profile and its files, newest first."""
    rows = Disclosure.objects.filter(profile=profile).select_related("organisation", "user")
    return rows.order_by("-happened_at", "-pk")


def readable_by(applications: ApplicationQuerySet, viewer: Viewer) -> ApplicationQuerySet:
    """Return the applications whose applicant the viewer's organisation may still read."""
    return with_readable(applications, viewer).filter(is_readable=True)


def with_readable(applications: ApplicationQuerySet, viewer: Viewer) -> ApplicationQuerySet:
    """Add `is_readable`: whether the viewer's organisation may read the applicant through it."""
    grants = ProfileGrant.objects.live().filter(
        reference=OuterRef("uuid"), organisation__in=viewer.organisation_ids
    )
    return applications.annotate(is_readable=Exists(grants))


def withdrawable_of(user: User) -> list[Application]:
    """Return the applications of a person that still lie with a company, newest first."""
    sent = Application.objects.filter(profile__user=user).exclude(state=ApplicationState.DRAFT)
    rows = sent.live().with_opening().newest_first()
    return [row for row in rows if may_be_withdrawn(row)]


def consents_of(user: User) -> QuerySet[Consent]:
    """Return what a person agreed to or took back, newest first."""
    return Consent.objects.filter(user=user).order_by("-happened_at", "-pk")


def kept_exports(user: User, now: datetime) -> QuerySet[DataExport]:
    """Return a person's exports that are not past their week, newest first."""
    rows = DataExport.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), user=user)
    return rows.order_by("-asked_at", "-pk")
