"""The signed file of an agreement: private, and told by its content."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from parks.actions.agreements import AgreementError, locked_agreement, record_agreement
from parks.choices.agreements import AgreementState
from parks.evidence_files import EvidenceFile
from parks.models import Agreement, User


@transaction.atomic
def keep_signed_file(*, agreement: Agreement, file: EvidenceFile, by: User) -> Agreement:
    """Keep what the parties have signed, in the place of a file that is there.

    Raise AgreementError for a draft: there is nothing signed yet. The file before goes when this
    transaction is written, so that a failure loses neither.
    """
    agreement = locked_agreement(agreement)
    if agreement.state == AgreementState.DRAFT:
        raise AgreementError(_("The agreement is a draft. Note first that it is signed."))
    before, storage = agreement.file.name, agreement.file.storage
    agreement.file.save(file.filename, ContentFile(file.data), save=False)
    agreement.filename = file.filename
    try:
        agreement.save(update_fields=["file", "filename"])
        record_agreement(agreement, "file kept", by, sha256=file.sha256)
    except Exception:
        agreement.file.delete(save=False)
        raise
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    return agreement
