"""The paper: both languages on one page, and a code that leads to the page that verifies it."""

from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp

from talent.exports.certificate_paper import render_certificate, verify_address
from tests.factories.certificates import CertificateFactory, GrantedSkillFactory
from tests.factories.parks import SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(settings):
    settings.SITE_URL = "https://talent.example"
    certificate = CertificateFactory(
        holder="欧阳文静 #let x = 1",
        serial="PPP-L1-2026-000001",
        verify_code="abcdefghjkmnpqrstuvw",
        scheme__name_zh="药物制剂生产（一级）",
        scheme__name_en="Pharmaceutical preparation, level 1",
        scheme__level=1,
    )
    skill = SkillFactory(label_zh="压片", label_en="Tableting")
    GrantedSkillFactory(scheme=certificate.scheme, skill=skill, level=2)
    document = pypdfium2.PdfDocument(render_certificate(certificate))
    yield certificate, document
    document.close()


def test_the_code_on_the_rendered_page_reads_as_the_address_that_verifies_it(pages):
    certificate, document = pages
    picture = document[0].render(scale=2).to_pil()

    (found,) = zxingcpp.read_barcodes(picture)

    assert found.text == "https://talent.example/certificates/verify/abcdefghjkmnpqrstuvw/"
    assert found.text == verify_address(certificate)


def test_one_page_says_everything_in_both_languages_and_people_write_no_markup(pages):
    _certificate, document = pages

    text = document[0].get_textpage().get_text_bounded()

    assert len(document) == 1
    assert [
        words
        for words in (
            "欧阳文静 #let x = 1",
            "药物制剂生产（一级）",
            "Pharmaceutical preparation, level 1",
            "PPP-L1-2026-000001",
            "压片",
            "Tableting",
            "2026-05-04",
            "长期 / without an end",
        )
        if words not in text
    ] == []


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({"revoked_at": datetime(2026, 6, 1, 4, tzinfo=UTC)}, "已撤销 REVOKED 2026-06-01"),
        ({"valid_until": date(2026, 5, 31)}, "已过期 EXPIRED 2026-05-31"),
        ({}, None),
    ],
)
def test_what_counts_no_more_is_crossed_with_the_word_and_the_day(facts, written):
    because = {"revoked_because": "A mistake."} if "revoked_at" in facts else {}
    document = pypdfium2.PdfDocument(render_certificate(CertificateFactory(**facts, **because)))

    text = document[0].get_textpage().get_text_bounded()
    document.close()

    if written:
        assert written in text
    else:
        assert "REVOKED" not in text
        assert "EXPIRED" not in text
