"""Private files that show the park office who an organisation is."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from parks.actions.organisations import scope_of
from parks.actions.trail import record
from parks.actions.verifications import request_verification, resend_verification
from parks.choices.organisations import VerificationState
from parks.evidence_files import EvidenceError, EvidenceFile, read_evidence
from parks.models import Evidence, Organisation, User, Verification

MOST_FILES = 10
DECIDED = (VerificationState.APPROVED, VerificationState.DECLINED)


@transaction.atomic
def bring_evidence(verification: Verification, *, file: EvidenceFile, by: User) -> Evidence:
    """Keep a file for a request that waits; one that is there already is returned as it is.

    Raise EvidenceError once the request is decided, and for an eleventh file.
    """
    verification = Verification.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    if verification.state in DECIDED:
        raise EvidenceError(_("The park office has decided already."))
    known = verification.evidence.filter(sha256=file.sha256).first()
    if known is not None:
        return known
    if verification.evidence.count() >= MOST_FILES:
        raise EvidenceError(_("Ten files are enough. Write to the park office instead."))
    evidence = Evidence(
        verification=verification,
        filename=file.filename,
        content_type=file.content_type,
        size=len(file.data),
        sha256=file.sha256,
        uploaded_by=by,
    )
    _save_with_file(evidence, file.data)
    organisation = verification.organisation
    uuid = str(evidence.uuid)
    record(organisation, "evidence brought", by=by, **scope_of(organisation), evidence=uuid)
    return evidence


def _save_with_file(evidence: Evidence, data: bytes) -> None:
    """Write the file, then the row; without the row the file goes again."""
    evidence.file.save(evidence.filename, ContentFile(data), save=False)
    try:
        evidence.save()
    except Exception:
        evidence.file.delete(save=False)
        raise


@transaction.atomic
def submit_organisation(
    organisation: Organisation, *, file: EvidenceFile | None, by: User
) -> Verification:
    """Ask to be verified, for the first time or again; by somebody who runs the organisation.

    Without a new file those of the request before are brought again. Raise EvidenceError when
    there are none, OrganisationError while a request is open or granted.
    """
    files = [file] if file else kept_files(organisation)
    if not files:
        raise EvidenceError(_("Add the business licence: the park office decides by it."))
    verification = request_verification(organisation, by=by)
    for each in files:
        bring_evidence(verification, file=each, by=by)
    return verification


@transaction.atomic
def send_again(verification: Verification, *, file: EvidenceFile | None, by: User) -> Verification:
    """Send a request that was asked back again, with another file or the ones that are there.

    Raise OrganisationError when it was not asked back, and EvidenceError for an eleventh file.
    """
    verification = resend_verification(verification, by=by)
    if file is not None:
        bring_evidence(verification, file=file, by=by)
    return verification


def kept_files(organisation: Organisation) -> list[EvidenceFile]:
    """Return the files of the last request, as far as they are still kept."""
    last = organisation.verifications.order_by("-submitted_at", "-pk").first()
    rows = last.evidence.order_by("pk") if last else ()
    return [
        read_evidence(_content(row), row.filename)
        for row in rows
        if row.file.storage.exists(row.file.name)
    ]


def _content(evidence: Evidence) -> bytes:
    with evidence.file.open() as file:
        return file.read()
