from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm
from parks.imports import limits
from parks.imports.kinds import RowKind
from parks.imports.mapping import NOT_READ
from parks.models import ImportJob, Organisation


class UploadForm(PortalForm):
    """A file, and for whom it is where somebody acts for several."""

    button = _("Upload and choose the columns")
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("For"))
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "XLSX or CSV, at most 20 MB. Nothing is imported before you have seen what it does."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args: Any, owners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = owners
        choices = list(owners)
        if len(choices) == 1:
            field.initial, field.widget = choices[0], forms.HiddenInput()

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > limits.PAGE_FILE_BYTES:
            number = limits.PAGE_FILE_BYTES // limits.MEGABYTE
            raise forms.ValidationError(
                gettext("The file is larger than %(number)d MB: split it.") % {"number": number}
            )
        return file


class MappingForm(PortalForm):
    """For each column of the file the field that it is, and what becomes of new rows."""

    button = _("Check the file")

    def __init__(self, *args: Any, job: ImportJob, kind: RowKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headings = [heading for heading, _samples in job.mapping["shown"]]
        columns = job.mapping["columns"]
        fields = [(field.name, field.label) for field in kind.fields]
        for number, (heading, samples) in enumerate(job.mapping["shown"]):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading,
                choices=[(NOT_READ, _("Not read")), *fields],
                required=False,
                initial=columns.get(heading, NOT_READ),
                help_text=_examples(samples),
            )
        self.fields["choice"] = _choice_field(job, kind)

    def columns(self) -> dict[str, str]:
        """Return the field chosen for each heading."""
        return {
            heading: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self._headings)
        }


def _examples(samples: list[str]) -> str:
    """Return the first values of a column; the file may hold markup, so it is escaped here."""
    if not samples:
        return gettext("No value in the first rows.")
    return escape(gettext("For example: %(values)s") % {"values": " | ".join(samples)})


def _choice_field(job: ImportJob, kind: RowKind) -> forms.ChoiceField:
    choices = kind.choices(job.organisation)
    offered = [(choice.value, f"{choice.label}. {choice.help}".strip()) for choice in choices]
    before = job.mapping.get("choice")
    values = [choice.value for choice in choices]
    return forms.ChoiceField(
        label=kind.question,
        choices=offered,
        initial=before if before in values else values[0],
        widget=forms.RadioSelect,
    )
