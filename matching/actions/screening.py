"""What a company may read through an application: a grant, and its files from the shortlist on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.choices.applications import ApplicationState, InvitationToApplyState
from matching.models import Application, InvitationToApply
from matching.queries.anonymity import anonymous_rows, is_anonymous
from talent.choices.profiles import GrantReason
from talent.models import ProfileGrant


def grant_for(application: Application) -> ProfileGrant:
    """Let the company read the profile of who applies; the files, when it may know the person.

    What an accepted invitation to the same opening had granted goes on through the application,
    so that withdrawing it ends all.
    """
    grant, _created = ProfileGrant.objects.get_or_create(
        profile=application.profile,
        organisation_id=application.opening.company_id,
        reference=application.uuid,
        defaults={"reason": GrantReason.APPLICATION},
    )
    _share_files(application, grant)
    asked = InvitationToApply.objects.filter(
        profile=application.profile_id, opening=application.opening_id
    )
    ProfileGrant.objects.filter(
        profile=application.profile_id, reference__in=asked.values("uuid")
    ).delete()
    return grant


def answer_by_applying(application: Application, now: datetime) -> None:
    """Take an application as the answer to an invitation that was waiting for one."""
    InvitationToApply.objects.waiting(now).filter(
        profile=application.profile_id, opening=application.opening_id
    ).update(state=InvitationToApplyState.ACCEPTED, answered_at=now)


def share_files(application: Application) -> None:
    """Bring what the company may open in line with whether it may know the person."""
    for grant in ProfileGrant.objects.filter(reference=application.uuid):
        _share_files(application, grant)


def _share_files(application: Application, grant: ProfileGrant) -> None:
    hidden = is_anonymous(application)
    grant.documents.set(() if hidden else application.documents.all())


def renew_screening() -> int:
    """Open and close files after a company or a park has switched; gives how many grants changed.

    Names follow the switch at once, for they are worked out when shown; a grant holds files.
    """
    wrong = _sent().filter(_holds_files() & anonymous_rows() | _lacks_files() & ~anonymous_rows())
    ids = list(wrong.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        _renew(pk)
    return len(ids)


@transaction.atomic
def _renew(pk: int) -> None:
    rows = Application.objects.select_related("opening__company", "opening__park")
    share_files(rows.select_for_update(of=("self",)).get(pk=pk))


def _sent() -> QuerySet[Application]:
    return Application.objects.exclude(
        state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    )


def _holds_files() -> Q:
    grants = ProfileGrant.objects.filter(reference=OuterRef("uuid"), documents__isnull=False)
    return Q(Exists(grants))


def _lacks_files() -> Q:
    """Say which applications came with files that a live grant does not hold."""
    sent = Application.documents.through.objects.filter(application=OuterRef("pk"))
    empty = ProfileGrant.objects.live().filter(reference=OuterRef("uuid"), documents=None)
    return Q(Exists(sent)) & Q(Exists(empty))
