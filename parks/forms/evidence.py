"""Uploading a file that shows who an organisation is."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parks.evidence_files import EvidenceError, EvidenceFile, check_size, read_evidence
from parks.forms.base import PortalForm


class EvidenceField(forms.FileField):
    """A PDF, PNG or JPEG by its content; refused by size before it is read into memory."""

    def __init__(self, **kwargs: Any) -> None:
        accepted = {"accept": ".pdf,.png,.jpg,.jpeg"}
        defaults = {
            "label": _("Business licence"),
            "help_text": _("PDF, PNG or JPEG, up to 10 MB. Only you and the park office see it."),
            "widget": forms.FileInput(attrs=accepted),
            "allow_empty_file": True,
        }
        super().__init__(**defaults | kwargs)

    def clean(
        self, data: UploadedFile | None, initial: EvidenceFile | None = None
    ) -> EvidenceFile | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            check_size(file.size)
            return read_evidence(file.read(), file.name)
        except EvidenceError as error:
            raise forms.ValidationError(str(error)) from error


class ClaimForm(PortalForm):
    """The licence of a company that somebody wants to act for."""

    button = _("Send to the park office")

    file = EvidenceField()


class SubmitForm(PortalForm):
    """The licence with a first request; with a later one the files of the last are at hand."""

    button = _("Submit for verification")

    file = EvidenceField()

    def __init__(self, *args: Any, has_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not has_files
        if has_files:
            self.fields["file"].help_text = _("Empty: the files of your last request.")


class SendAgainForm(PortalForm):
    """A request that the office has asked back: with another file, or with those that are there."""

    button = _("Send it again")

    file = EvidenceField(
        label=_("Another file"),
        required=False,
        help_text=_("Only where a file is missing: PDF, PNG or JPEG, up to 10 MB."),
    )


class AddFileForm(PortalForm):
    """Another file for a request that waits."""

    button = _("Add this file")

    file = EvidenceField(label=_("Another file"))
