import pytest

from companies.postings.denials import denied
from companies.postings.stretches import Stretches


def is_denied(text: str, words: str = "pcr") -> bool:
    text = text.lower()
    start = text.index(words)
    return Stretches(denied(text, 0, len(text))).cover(start, start + len(words))


@pytest.mark.parametrize(
    "text",
    [
        "无需PCR经验", "无须PCR经验", "不需要PCR经验", "不必会PCR", "不要求PCR经验", "PCR经验不限",
        "PCR不作要求", "对PCR无硬性要求", "没有PCR经验亦可", "无PCR经验也可", "不会PCR，公司可培训",
        "不熟悉PCR均可", "公司提供PCR培训",
        "公司提供各类PCR培训课程", "负责数据采集（非PCR）", "将提供GMP、PCR等学习机会",
    ],
)  # fmt: skip
def test_chinese_words_say_that_a_skill_is_not_asked_for(text):
    assert is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "no PCR experience required", "No prior experience in HPLC or PCR is needed",
        "PCR is not required", "PCR experience not necessary", "PCR isn't essential",
        "You don't need PCR", "This role is not a PCR role", "rather than PCR",
        "experience in non-PCR methods", "instead of PCR", "opportunities to learn PCR",
        "you will develop your PCR skills", "gain new PCR and HPLC skills",
        "a culture of PCR and care", "as opposed to writing long reports on PCR",
    ],
)  # fmt: skip
def test_english_words_say_that_a_skill_is_not_asked_for(text):
    assert is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "熟悉PCR", "无不良记录，熟悉PCR", "无PCR经验者请勿投递", "负责无菌操作和PCR",
        "develop PCR assays", "skilled in PCR", "not only PCR but also HPLC",
        "including but not limited to PCR",
        "PCR is required", "no doubt about quality; PCR is required", "identify opportunities: PCR",
        "Do not hesitate to apply; PCR required", "PCR is not required but a plus",
        "会PCR者优先，学历不限",
    ],
)  # fmt: skip
def test_other_words_with_a_no_in_them_deny_nothing(text):
    assert not is_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "无需HPLC经验，熟悉PCR", "HPLC经验不限，熟悉PCR", "熟悉PCR，HPLC不作要求",
        "PCR is required, HPLC is not required", "PCR but HPLC is not needed",
    ],
)  # fmt: skip
def test_a_denial_reaches_no_further_than_its_part(text):
    assert not is_denied(text)
    assert is_denied(text, "hplc")


def test_only_the_clause_asked_about_is_read():
    text = "无需pcr经验"

    assert list(denied(text, 4, len(text))) == []
