from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import QuestionKind
from companies.models import OpeningQuestion
from matching.choices.applications import YES_OR_NO
from parks.forms.base import PortalForm
from talent.choices.profiles import DocumentKind
from talent.cv import limits
from talent.cv.errors import TooLargeCvError
from talent.cv.kinds import LABELS, Kind, kind_of_content
from talent.models import Document

LONGEST_ANSWER = 2000
FILES_THAT_OPEN = (Kind.PDF, Kind.DOCX, Kind.TXT, Kind.JSON, Kind.PICTURE)


class ApplyForm(PortalForm):
    """Answers to the company's questions, a message, and the files that go along.

    `questions` have the answer of the draft in `answer`, `documents` are the person's own, with
    `is_chosen`. `save_address` is where the same boxes are kept without being sent; a lenient form
    asks for nothing.
    """

    button = _("Send my application")

    message = forms.CharField(
        label=_("Message to the company"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
        help_text=_("Why this opening, in a few sentences. Your profile goes along by itself."),
    )
    documents = forms.ModelMultipleChoiceField(
        label=_("Documents to send"),
        queryset=Document.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    upload = forms.FileField(
        label=_("Add a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, TXT or a picture, up to 10 MB. It is kept among your files."),
    )
    upload_kind = forms.ChoiceField(
        label=_("What the file is"),
        choices=DocumentKind.choices,
        initial=DocumentKind.OTHER,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        questions: Sequence[OpeningQuestion] = (),
        documents: Sequence[Document] = (),
        save_address: str = "",
        lenient: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {field_name(question): question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = question_field(question)
        self._offer(documents)
        self.helper.attrs = {"id": "apply-form"}
        self._lay_out(save_address)
        for field in self.fields.values() if lenient else ():
            field.required = False

    def _offer(self, documents: Sequence[Document]) -> None:
        if not documents:
            del self.fields["documents"]
            return
        field = self.fields["documents"]
        field.queryset = Document.objects.filter(pk__in=[row.pk for row in documents])
        field.choices = [(row.pk, row.filename) for row in documents]
        field.initial = [row.pk for row in documents if row.is_chosen]

    def _lay_out(self, save_address: str) -> None:
        keep = {"type": "submit", "formaction": save_address, "formnovalidate": True}
        quiet = "btn-outline-primary"
        add = StrictButton(_("Add this file"), css_class=f"{quiet} btn-sm mb-3", **keep)
        chosen = ["documents"] if "documents" in self.fields else []
        files = Div("upload", "upload_kind", add, css_class="mb-3")
        self.helper.layout = Layout(*self.questions, "message", *chosen, files)
        self.helper.inputs = []
        send = StrictButton(self.button, css_class="btn-primary", type="submit", name="send")
        save = StrictButton(_("Save draft"), css_class=quiet, **keep)
        self.helper.layout.append(Div(send, save, css_class="row-wrap"))

    def clean_upload(self) -> UploadedFile | None:
        """Refuse what is too large, empty or cannot be opened, before it is read as a document."""
        file = self.cleaned_data["upload"]
        if not file:
            return None
        if file.size > limits.FILE_BYTES:
            size, most = (number / limits.MEGABYTE for number in (file.size, limits.FILE_BYTES))
            raise forms.ValidationError(str(TooLargeCvError(size=size, limit=most)))
        kind = kind_of_content(file.read())
        file.seek(0)
        if kind not in FILES_THAT_OPEN:
            found = {"found": LABELS[kind]}
            raise forms.ValidationError(
                _("This is %(found)s. Send PDF, DOCX, TXT or a picture."), params=found
            )
        return file

    def written(self) -> dict[str, Any]:
        """Return what an application keeps; what is not valid stays as the draft has it."""
        return {
            "message": self.cleaned_data.get("message", self.initial.get("message", "")),
            "documents": list(self.cleaned_data.get("documents", ())),
            "answers": {
                question.pk: self.cleaned_data.get(name, question.answer or "").strip()
                for name, question in self.questions.items()
            },
        }


def field_name(question: OpeningQuestion) -> str:
    return f"question_{question.pk}"


def question_field(question: OpeningQuestion) -> forms.Field:
    """Return the field in which a question is answered, holding the answer of the draft."""
    facts = {
        "label": question.text,
        "required": question.is_required,
        "initial": question.answer or "",
    }
    if question.kind == QuestionKind.TEXT:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(widget=area, max_length=LONGEST_ANSWER, **facts)
    choices = list(YES_OR_NO.items())
    if question.kind == QuestionKind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
    return forms.ChoiceField(widget=forms.RadioSelect, choices=choices, **facts)
