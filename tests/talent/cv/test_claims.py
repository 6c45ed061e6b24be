"""Skills a person claims, their levels, and mentions that claim nothing."""

import pytest

from talent.cv.claims import find_claims
from tests.talent.cv.builders import SKILLS


def claims(text: str) -> dict[str, int | None]:
    return {one.payload.value: one.level for one in find_claims(text, SKILLS.find(text))}


LEVELS = [
    ("了解GMP", {"gmp": 1}),
    ("基本了解GMP", {"gmp": 1}),
    ("熟悉GMP", {"gmp": 2}),
    ("掌握GMP", {"gmp": 3}),
    ("熟练掌握细胞培养", {"cell-culture": 3}),
    ("熟练使用HPLC", {"hplc": 3}),
    ("能熟练操作HPLC", {"hplc": 3}),
    ("精通HPLC", {"hplc": 4}),
    ("aware of GMP", {"gmp": 1}),
    ("basic knowledge of GMP", {"gmp": 1}),
    ("Familiar with ELISA", {"elisa": 2}),
    ("working knowledge of ELISA", {"elisa": 2}),
    ("Proficient in PCR", {"pcr": 3}),
    ("proficiency with PCR", {"pcr": 3}),
    ("Skilled in HPLC", {"hplc": 3}),
    ("Expert in HPLC", {"hplc": 4}),
    ("expertise in HPLC", {"hplc": 3}),
    ("extensive experience in HPLC", {"hplc": 3}),
    ("Adept at HPLC", {"hplc": 3}),
    ("solid understanding of GMP", {"gmp": 2}),
    ("hands-on experience with PCR", {"pcr": 2}),
    ("experienced in PCR", {"pcr": 2}),
    ("limited exposure to GMP", {"gmp": 1}),
    ("knowledge of GMP", {"gmp": 1}),
    ("I know some PCR", {"pcr": 1}),
    ("深入了解GMP", {"gmp": 2}),
    ("学会PCR", {"pcr": 2}),
    ("会使用HPLC", {"hplc": 2}),
    ("能独立完成细胞培养", {"cell-culture": 3}),
    ("具有丰富的HPLC经验", {"hplc": 3}),
    ("5年以上HPLC操作经验", {"hplc": 2}),
    ("略懂PCR", {"pcr": 1}),
    ("接触过ELISA", {"elisa": 1}),
    ("PCR操作熟练", {"pcr": 3}),
    ("PCR经验丰富", {"pcr": 3}),
    ("对PCR流程有所了解", {"pcr": 1}),
    ("GMP经验有限", {"gmp": 1}),
    ("PCR (native)", {"pcr": 4}),
    ("对PCR只在培训中接触过", {"pcr": 1}),
    ("自学PCR", {"pcr": 1}),
    ("Advanced PCR, basic HPLC", {"pcr": 3, "hplc": 1}),
    ("PCR（熟练）", {"pcr": 3}),
    ("PCR: 精通", {"pcr": 4}),
    ("PCR (basic)", {"pcr": 1}),
    ("PCR – expert", {"pcr": 4}),
    ("PCR | Intermediate | 2 years", {"pcr": 2}),
    ("PCR", {"pcr": None}),
    ("PCR – Advanced protocol development", {"pcr": None}),
    ("Basic Aseptic Technique Training", {"aseptic": None}),
    ("five years of PCR", {"pcr": 2}),
    ("及时了解PCR行业动态", {"pcr": None}),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_words_beside_a_skill_give_its_level(text, expected):
    assert claims(text) == expected


ENUMERATIONS = [
    (
        "熟练掌握细胞培养、ELISA、HPLC；熟悉PCR，了解GMP。",
        {"cell-culture": 3, "elisa": 3, "hplc": 3, "pcr": 2, "gmp": 1},
    ),
    (
        "Proficient in cell culture, ELISA and HPLC. Familiar with PCR; aware of GMP.",
        {"cell-culture": 3, "elisa": 3, "hplc": 3, "pcr": 2, "gmp": 1},
    ),
    ("Proficient in PCR\nELISA\nHPLC", {"pcr": 3, "elisa": None, "hplc": None}),
    ("精通HPLC，同时负责公司全部生产车间的日常管理与GMP", {"hplc": 4, "gmp": 2}),
    (
        "Expert in HPLC, responsible for the training of new colleagues in GMP",
        {"hplc": 4, "gmp": 2},
    ),
    ("熟悉PCR。ELISA", {"pcr": 2, "elisa": None}),
    ("了解PCR；精通PCR", {"pcr": 4}),
    ("PCR、熟悉PCR", {"pcr": 2}),
    ("PCR（熟练）、ELISA", {"pcr": 3, "elisa": None}),
    ("PCR (working knowledge), ELISA", {"pcr": 2, "elisa": None}),
    ("PCR、ELISA、HPLC操作熟练", {"pcr": 3, "elisa": 3, "hplc": 3}),
    ("PCR操作熟练，ELISA", {"pcr": 3, "elisa": None}),
    ("Proficient: PCR, ELISA; Basic: HPLC", {"pcr": 3, "elisa": 3, "hplc": 1}),
    ("熟练使用HPLC进行ELISA", {"hplc": 3, "elisa": 3}),
    ("skilled in performing PCR", {"pcr": 3}),
]


@pytest.mark.parametrize(("text", "expected"), ENUMERATIONS)
def test_a_level_covers_its_enumeration_and_no_more(text, expected):
    assert claims(text) == expected


def test_a_line_that_only_the_page_width_ended_goes_on():
    text = "Over the last years at the bench I have become proficient in PCR, ELISA and\nHPLC. GMP"

    assert claims(text) == {"pcr": 3, "elisa": 3, "hplc": 3, "gmp": None}


NOTHING = [
    "no experience with HPLC",
    "No practical experience in PCR, HPLC or GMP",
    "no knowledge of GMP",
    "without any experience in HPLC",
    "not familiar with PCR",
    "I am not yet proficient in PCR",
    "have never worked with HPLC",
    "haven't used HPLC",
    "lack of GMP training",
    "unfamiliar with HPLC",
    "eager to learn PCR",
    "I hope to learn HPLC and PCR",
    "interested in learning HPLC",
    "looking forward to gaining GMP experience",
    "无GMP经验",
    "暂无HPLC操作经验",
    "没有GMP经验",
    "没有接触过HPLC",
    "未使用过HPLC",
    "不熟悉GMP",
    "不了解PCR",
    "不会HPLC",
    "缺乏GMP、HPLC经验",
    "尚未掌握PCR",
    "希望学习PCR",
    "正在学习HPLC",
    "HPLC：无",
    "PCR: none",
    "PCR（不会）",
    "从未单独操作过HPLC",
    "未参与过GMP",
    "HPLC没用过",
    "HPLC、PCR均未接触",
    "HPLC未独立操作过",
    "对GMP了解有限",
    "不太了解GMP",
    "PCR方面经验不足",
    "did not perform any HPLC",
    "have not worked with PCR",
    "Not involved in HPLC",
    "PCR (none yet)",
    "no PCR.",
    "German (native), no PCR",
    "备考PCR资格证",
    "无PCR上岗证",
    "not yet PCR certified",
    "PCR, which I have not used",
    "希望从事细胞培养工作",
    "想从事PCR",
    "对PCR有浓厚兴趣",
    "对细胞培养感兴趣",
    "求职意向PCR",
    "interested in PCR",
    "passionate about cell culture",
    "Seeking a position in cell culture",
    "Wish to move into cell culture",
    "希望熟练掌握HPLC",
    "想往细胞培养方向发展",
    "希望找一份PCR岗位",
    "want to become proficient in HPLC",
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_denial_or_a_wish_is_no_claim(text):
    assert claims(text) == {}


RELEASED = [
    ("no experience with HPLC, but proficient in PCR", {"pcr": 3}),
    ("No experience with HPLC. PCR daily.", {"pcr": None}),
    ("没有GMP经验，但熟悉PCR", {"pcr": 2}),
    ("不会HPLC；PCR", {"pcr": None}),
    ("无GMP经验，熟练掌握细胞培养", {"cell-culture": 3}),
    ("无菌操作经验丰富，熟悉GMP", {"aseptic": 3, "gmp": 2}),
    ("没有接触过HPLC，做过PCR", {"pcr": 2}),
    ("想学习HPLC，熟悉PCR", {"pcr": 2}),
    ("Seeking a role where I can use my skills in PCR", {"pcr": None}),
    ("My supervisor works on HPLC but I ran PCR", {"pcr": 2}),
    ("同事负责HPLC，本人负责PCR", {"pcr": 2}),
    ("贵公司从事细胞培养，我熟悉PCR", {"pcr": 2}),
    ("从无到有建立PCR平台的经验", {"pcr": None}),
    ("not only PCR but also HPLC", {"pcr": None, "hplc": None}),
    ("no experience with PCR\nPCR at Sample Pharma", {"pcr": None}),
    ("不仅熟悉PCR", {"pcr": 2}),
]


@pytest.mark.parametrize(("text", "expected"), RELEASED)
def test_a_denial_reaches_only_its_own_words(text, expected):
    assert claims(text) == expected


def test_each_skill_comes_once_with_the_span_of_its_best_mention():
    text = "PCR daily; proficient in PCR; familiar with PCR"

    (claim,) = find_claims(text, SKILLS.find(text))

    assert (claim.level, claim.payload.start) == (3, text.index("PCR", 12))


def test_an_alias_in_the_other_language_is_the_same_skill():
    assert claims("cell culture, 精通细胞培养") == {"cell-culture": 4}


def test_no_finds_give_no_claims():
    assert find_claims("anything", []) == ()
