"""The ways of somebody who does not act for an organisation yet: claim it, or ask to be let in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parks.actions.evidence import bring_evidence
from parks.actions.notices import tell
from parks.actions.organisations import OrganisationError, scope_of
from parks.actions.trail import record
from parks.actions.verifications import request_verification
from parks.choices.notices import NoticeKind
from parks.choices.organisations import ASKED_TO_JOIN
from parks.evidence_files import EvidenceFile
from parks.models import LogEntry, Membership, Organisation, User, Verification
from parks.queries.organisations import administrators_of, is_verified, office_of

ONE_DAY = timedelta(days=1)
MOST_WAITING = 3
MOST_ASKED_A_DAY = 5


class AskedAlreadyError(OrganisationError):
    """The same question was asked less than a day ago, or too many of them."""


@transaction.atomic
def claim_organisation(organisation: Organisation, *, file: EvidenceFile, by: User) -> Verification:
    """Ask to act for an organisation that nobody acts for; the park office lets the person in.

    Raise OrganisationError when somebody acts for it, or has claimed it, and EvidenceError.
    """
    require_few_waiting(by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Membership.objects.live().filter(organisation=organisation).exists():
        raise OrganisationError(_("Somebody acts for it already. Ask to be let in instead."))
    verification = request_verification(organisation, by=by)
    bring_evidence(verification, file=file, by=by)
    return verification


def require_few_waiting(user: User) -> None:
    """Raise OrganisationError for somebody with three requests at the office; locks the person."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Verification.objects.open().filter(submitted_by=user).count() >= MOST_WAITING:
        raise OrganisationError(_("Three of your requests wait already. Let one be decided first."))


@transaction.atomic
def ask_to_join(organisation: Organisation, *, by: User, now: datetime) -> None:
    """Ask those who run an organisation to invite a person; once a day, of five a day.

    The park office hears of it too while the organisation is not verified, or where nobody runs
    it: whoever came first need not be the right one. Raise AskedAlreadyError.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _require_patience(organisation, by, now)
    organisation = Organisation.objects.get(pk=organisation.pk)
    record(organisation, ASKED_TO_JOIN, by=by, **scope_of(organisation))
    page = reverse("parks:team", args=[organisation.uuid])
    for administrator in administrators_of(organisation.pk):
        _tell(administrator, organisation, by, page)
    if not administrators_of(organisation.pk) or not is_verified(organisation.pk):
        page = reverse("admin:parks_organisation_change", args=[organisation.pk])
        for officer in office_of(organisation.park_id):
            _tell(officer, organisation, by, page)


def _require_patience(organisation: Organisation, user: User, now: datetime) -> None:
    asked = LogEntry.objects.filter(
        noun=Organisation._meta.label_lower,
        verb=ASKED_TO_JOIN,
        actor=user,
        happened_at__gt=now - ONE_DAY,
    )
    if asked.filter(row_id=organisation.pk).exists():
        raise AskedAlreadyError(_("You have asked today. Give them a day to answer."))
    if asked.count() >= MOST_ASKED_A_DAY:
        raise AskedAlreadyError(_("You have asked five organisations today. Go on tomorrow."))


def _tell(reader: User, organisation: Organisation, by: User, page: str) -> None:
    tell(
        reader,
        kind=NoticeKind.DESK,
        template="parks/mail/asked_to_join",
        context={"organisation": organisation, "person": by},
        address=page,
    )
