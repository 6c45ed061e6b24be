"""The upload of a CV, before any of it is read."""

from django.core.files.uploadedfile import SimpleUploadedFile

from talent.cv import limits
from talent.forms.cv import CvForm


def form_with(size: int) -> CvForm:
    file = SimpleUploadedFile("cv.pdf", b"x")
    file.size = size
    return CvForm({}, {"file": file})


def test_a_file_up_to_the_limit_is_passed_on():
    assert form_with(limits.FILE_BYTES).is_valid()


def test_a_file_over_the_limit_is_refused_by_its_size_alone():
    form = form_with(limits.FILE_BYTES + 1)

    assert list(form.errors) == ["file"]
