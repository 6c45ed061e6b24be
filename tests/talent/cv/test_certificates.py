"""Certificates and licences."""

import pytest

from talent.cv.certificates import find_certificates
from talent.cv.sections import split_sections


def certificates(text: str) -> list[str]:
    return [one.value for one in find_certificates(text, split_sections(text))]


SECTIONS = [
    (
        "CERTIFICATIONS\n• CMA (AAMA)\n• CPR & First Aid\n- GCP Certified.",
        ["CMA (AAMA)", "CPR & First Aid", "GCP Certified"],
    ),
    ("资格证书\n1、执业药师证\n2、英语六级；计算机二级", ["执业药师证", "英语六级", "计算机二级"]),
    ("证书：GMP内审员证、健康管理师", ["GMP内审员证", "健康管理师"]),
    ("Licenses\nNY State Pharmacist License", ["NY State Pharmacist License"]),
    ("证书\n无", []),
    ("所获证书\n某某证书、某某证书", []),
    ("Certifications\nGCP\ngcp\nGCP", ["GCP"]),
]


@pytest.mark.parametrize(("text", "expected"), SECTIONS)
def test_each_item_of_the_section_is_one_certificate(text, expected):
    assert certificates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自我评价\n持有执业药师资格证书，认真负责", ["执业药师资格证书"]),
        ("技能\nGMP内审员证", ["GMP内审员证"]),
        ("Skills\nGCP certificate", ["GCP certificate"]),
        ("负责执业药师培训", []),
        ("整理各类证书", []),
        ("熟悉GMP", []),
    ],
)
def test_elsewhere_only_certificates_named_outright_count(text, expected):
    assert certificates(text) == expected


def test_spans_point_at_the_words():
    text = "证书\n1、执业药师证"

    (found,) = find_certificates(text, split_sections(text))

    assert text[found.start : found.end] == "执业药师证"
