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
    ("证书：GMP内审员证书，执业药师资格证（2021）", ["GMP内审员证书", "执业药师资格证（2021）"]),
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
        ("持有药品GMP内审员证书和执业药师证", ["药品GMP内审员证书", "执业药师证"]),
        ("持有电工证、压力容器操作证。", ["电工证", "压力容器操作证"]),
        ("获得1+X药品购销职业技能等级证书", ["1+X药品购销职业技能等级证书"]),
        ("持实验动物从业人员上岗证", ["实验动物从业人员上岗证"]),
        ("食品检验工三级", ["食品检验工三级"]),
        ("GCP certified (2022)", ["GCP certified"]),
        ("Lean Six Sigma Green Belt", ["Lean Six Sigma Green Belt"]),
        ("ASQ Certified Quality Auditor (CQA)", ["ASQ Certified Quality Auditor (CQA)"]),
        ("备考执业药师资格证", []),
        ("无执业药师资格证", []),
        ("not yet GCP certified", []),
        ("推荐人\n李老师，执业药师资格证书", []),
        ("求职意向\n执业药师资格证书岗位", []),
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
