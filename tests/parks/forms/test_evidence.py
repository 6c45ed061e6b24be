"""Uploading evidence: refused before it is read, told from its content."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from parks.forms.evidence import AddFileForm, ClaimForm, SubmitForm
from tests.factories.parks import LICENCE

pytestmark = pytest.mark.usefixtures("english")


def files(data: bytes = LICENCE, name: str = "licence.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


def test_a_claim_hands_on_the_file_as_it_may_be_kept():
    form = ClaimForm({}, files(name="../licence.html"))

    assert form.is_valid(), form.errors
    kept = form.cleaned_data["file"]
    assert (kept.filename, kept.content_type) == ("licence.pdf", "application/pdf")
    assert kept.data == LICENCE


@pytest.mark.parametrize("form_class", [ClaimForm, AddFileForm])
def test_a_file_is_asked_for(form_class):
    form = form_class({}, {})

    assert form.errors == {"file": ["This field is required."]}


@pytest.mark.parametrize(("has_files", "is_valid"), [(True, True), (False, False)])
def test_a_later_request_may_use_the_files_of_the_last_one(has_files, is_valid):
    form = SubmitForm({}, {}, has_files=has_files)

    assert form.is_valid() is is_valid
    assert ("files of your last request" in form["file"].help_text) is has_files


def test_a_later_request_may_bring_a_new_file_too():
    form = SubmitForm({}, files(), has_files=True)

    assert form.is_valid()
    assert form.cleaned_data["file"].data == LICENCE


class Unread(UploadedFile):
    """A file whose content nobody should ask for."""

    def read(self, *_count: int) -> bytes:
        raise AssertionError("read into memory")


def test_a_file_that_is_too_large_is_refused_unread():
    large = Unread(BytesIO(b""), name="licence.pdf", size=10 * 1024 * 1024 + 1)

    form = ClaimForm({}, {"file": large})

    assert "larger than 10 MB" in form.errors["file"][0]


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b"GIF89a", "neither"), (b"%PDF-1.4", "cut off")]
)
def test_what_shows_nothing_is_refused_with_the_reason(data, words):
    form = ClaimForm({}, files(data))

    assert words in form.errors["file"][0]
