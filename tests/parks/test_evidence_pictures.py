"""The first page of a licence as a picture, whatever the file tries."""

import io
import struct

import pypdfium2
import pytest
from django.urls import reverse

from parks.evidence_pictures import EMPTY, first_page
from tests.factories.parks import LICENCE, EvidenceFactory


def pdf(width: float, height: float) -> bytes:
    document, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(width, height)
    document.save(kept)
    return kept.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


def test_a_page_is_drawn_a_thousand_points_wide():
    assert size_of(first_page(pdf(400, 300))) == (1000, 750)


@pytest.mark.parametrize(
    "data", [b"", b"no file", LICENCE, pdf(10, 5000)], ids=["empty", "text", "no page", "a strip"]
)
def test_what_cannot_be_drawn_is_one_clear_pixel(data):
    assert first_page(data) == EMPTY
    assert size_of(EMPTY) == (1, 1)


@pytest.mark.django_db
def test_only_a_pdf_has_a_picture_of_its_own(company, recruiter, settings, tmp_path, sign_in):
    settings.MEDIA_ROOT = tmp_path
    verification = company.verifications.get()
    licence = EvidenceFactory(verification=verification, kept=True)
    photo = EvidenceFactory(verification=verification, kept=True, content_type="image/png")
    lost = EvidenceFactory(verification=verification)
    client = sign_in(recruiter)

    pages = [
        client.get(reverse("parks:evidence_picture", args=[row.uuid]))
        for row in (licence, photo, lost)
    ]

    assert [page.status_code for page in pages] == [200, 404, 404]
    assert pages[0].headers["Content-Type"] == "image/png"
    assert pages[0].headers["Cache-Control"] == "private, no-store"
