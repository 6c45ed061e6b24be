from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from parks.forms.base import PortalForm
from talent.actions.proposals import Proposal, Quote
from talent.cv import limits
from talent.cv.errors import TooLargeCvError
from talent.forms.proposal_words import LABELS, words_of

TAKE, KEEP = "take", "keep"
GROUPS = {
    "facts": _("Facts"),
    "educations": _("Education"),
    "experiences": _("Experience"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "certificates": _("Certificates"),
}


class CvForm(PortalForm):
    """One file; what may be wrong with it is found by the reader, not by its name."""

    button = _("Upload and read")

    file = forms.FileField(
        label=_("CV file"),
        allow_empty_file=True,
        help_text=_("PDF, DOCX, TXT or JSON Resume, up to 10 MB. Nothing is added unseen."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.txt,.json"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse by size before the file is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > limits.FILE_BYTES:
            megabytes = file.size / limits.MEGABYTE
            limit = limits.FILE_BYTES / limits.MEGABYTE
            raise forms.ValidationError(str(TooLargeCvError(size=megabytes, limit=limit)))
        return file


class ReviewForm(PortalForm):
    """What was recognised in a CV: a tick for each new thing, a choice where two differ."""

    button = _("Put what is ticked into my profile")

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for proposal in proposals:
            self.fields[proposal.key] = (
                _choice(proposal) if proposal.is_conflict else _tick(proposal)
            )
        self.helper.form_class = "review-form"
        self.helper.layout = Layout(*_groups(proposals))

    def taken(self) -> set[str]:
        """Return the keys of what the person has confirmed."""
        return {key for key, answer in self.cleaned_data.items() if answer in (True, TAKE)}


def _groups(proposals: Sequence[Proposal]) -> Iterator[Fieldset]:
    for group, title in GROUPS.items():
        rows = [
            Field(one.key, wrapper_class="versions" if one.is_conflict else "recognised")
            for one in proposals
            if one.group == group
        ]
        if rows:
            yield Fieldset(title, *rows)


def _tick(proposal: Proposal) -> forms.BooleanField:
    label = LABELS.get(proposal.key)
    words = words_of(proposal.key, proposal.new)
    said = format_html("{}: {}", label, words) if label else words
    return forms.BooleanField(label=_with_quote(said, proposal), required=False, initial=True)


def _choice(proposal: Proposal) -> forms.ChoiceField:
    mine = words_of(proposal.key, proposal.mine)
    found = _with_quote(words_of(proposal.key, proposal.new), proposal)
    template = '<span class="version">{}</span> {}'
    choices = [
        (KEEP, format_html(template, _("Keep mine"), mine)),
        (TAKE, format_html(template, _("Take this"), found)),
    ]
    label = LABELS.get(proposal.key, _("Told otherwise in the CV"))
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, initial=KEEP, required=False
    )


def _with_quote(said: str | SafeString, proposal: Proposal) -> SafeString:
    quote = proposal.quote
    return format_html("{} {}", said, _quoted(quote)) if quote else format_html("{}", said)


def _quoted(quote: Quote) -> SafeString:
    """The words it was read from, as evidence, in the words around them."""
    return format_html('<span class="evidence">“{}<mark>{}</mark>{}”</span>', *quote)
