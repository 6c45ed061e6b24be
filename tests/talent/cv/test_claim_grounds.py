"""What a claim rests on: practice, a course, a place in the CV; and what others do."""

import pytest

from parks.vocabulary.matcher import Span
from talent.cv.claims import find_claims
from talent.cv.standings import Standings
from tests.talent.cv.builders import SKILLS


def claims(text: str) -> dict[str, int | None]:
    return {one.payload.value: one.level for one in find_claims(text, SKILLS.find(text))}


OF_OTHERS = [
    "公司主要从事细胞培养的委托服务",
    "贵公司在细胞培养领域的成就令人向往",
    "该项目由细胞培养企业委托",
    "导师主要研究PCR",
    "课题组同时开展细胞培养",
    "团队成员负责HPLC和PCR",
    "合作单位完成ELISA",
    "王教授是细胞培养领域的专家",
    "My supervisor works on PCR",
    "our manager oversees HPLC and GMP",
    "my colleague taught me how to use the HPLC",
    "worked alongside colleagues who performed PCR",
    "Collaborators at the hospital performed the PCR",
    "The company develops cell culture media",
    "[Company] is a GMP contract laboratory",
    "Sample Biologics is a CDMO that provides cell culture",
    "Example Labs offers ELISA and PCR",
    "导师精通HPLC",
    "PCR部分由同学完成",
    "HPLC were performed by the core facility",
    "Meetings with the vector core, which produces PCR kits",
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_what_others_do_is_no_claim(text):
    assert claims(text) == {}


PRACTISED = [
    ("使用HPLC测定含量", {"hplc": 2}),
    ("采用PCR鉴定菌落", {"pcr": 2}),
    ("用PCR检测", {"pcr": 2}),
    ("负责车间日常运行、染菌排查和GMP自检", {"gmp": 2}),
    ("毕业论文为《HPLC测定大鼠血浆浓度》", {"hplc": 2}),
    ("在某药企做HPLC", {"hplc": 2}),
    ("performed ELISA", {"elisa": 2}),
    ("My duties include PCR", {"pcr": 2}),
    ("My thesis involved PCR and HPLC", {"pcr": 2, "hplc": 2}),
    ("Responsible for GMP; PCR", {"gmp": 2, "pcr": None}),
    ("负责人：PCR", {"pcr": None}),
    ("HPLC由本人完成", {"hplc": None}),
    ("Scaling up routes under GMP", {"gmp": 2}),
    ("owned GMP", {"gmp": 2}),
]


@pytest.mark.parametrize(("text", "expected"), PRACTISED)
def test_what_was_done_counts_as_familiar(text, expected):
    assert claims(text) == expected


TAUGHT = [
    ("学习了PCR、HPLC等课程", {"pcr": 1, "hplc": 1}),
    ("修读过药学", {"pharmacy": 1}),
    ("coursework in PCR", {"pcr": 1}),
    ("trained in aseptic technique", {"aseptic": 1}),
    ("cell culture course", {"cell-culture": 1}),
    ("细胞培养课程", {"cell-culture": 1}),
    ("studied PCR. Proficient in PCR", {"pcr": 3}),
    ("学习了PCR；使用PCR鉴定", {"pcr": 2}),
    ("studied PCR; PCR", {"pcr": None}),
]


@pytest.mark.parametrize(("text", "expected"), TAUGHT)
def test_what_was_only_taught_counts_as_aware_unless_more_is_told(text, expected):
    assert claims(text) == expected


def test_ones_own_word_goes_before_practice_even_when_it_is_less():
    assert claims("performed PCR daily; basic knowledge of PCR") == {"pcr": 1}


def test_a_word_inside_the_mark_of_practice_is_no_skill():
    text = "毕业论文：发酵"
    spans = [Span("paper", 2, 4, "论文"), Span("fermentation", 5, 7, "发酵")]

    found = find_claims(text, spans)

    assert [(one.payload.value, one.level) for one in found] == [("fermentation", 2)]


def test_items_of_a_list_do_not_share_their_words_of_level():
    text = (
        "• Proficient in the setting up and the running of every kind of analysis by HPLC\n"
        "• PCR\n"
        "熟练掌握各类色谱仪器的日常操作与维护并能完成方法转移和方法确认工作以及HPLC\n"
        "细胞：ELISA"
    )

    assert claims(text)["pcr"] is None
    assert claims(text)["elisa"] is None


STANDINGS = [
    (Standings(silent=((0, 9),)), {}),
    (Standings(doubtful=((0, 9),)), {}),
    (Standings(taught=((0, 9),)), {"pcr": 1}),
    (Standings(practised=((0, 9),)), {"pcr": 2}),
    (Standings(), {"pcr": None}),
]


@pytest.mark.parametrize(("standings", "expected"), STANDINGS)
def test_a_mention_without_words_is_worth_what_its_place_is(standings, expected):
    found = find_claims("PCR", SKILLS.find("PCR"), standings)

    assert {one.payload.value: one.level for one in found} == expected


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        (Standings(silent=((0, 9),)), {}),
        (Standings(doubtful=((0, 9),)), {"pcr": 4}),
        (Standings(taught=((0, 9),)), {"pcr": 4}),
        (Standings(practised=((0, 9),)), {"pcr": 4}),
    ],
)
def test_a_word_of_level_counts_at_every_place_but_a_silent_one(standings, expected):
    found = find_claims("精通PCR", SKILLS.find("精通PCR"), standings)

    assert {one.payload.value: one.level for one in found} == expected


def test_a_denial_counts_in_a_section_of_experience_too():
    text = "协助PCR；no GMP experience"

    found = find_claims(text, SKILLS.find(text), Standings(practised=((0, len(text)),)))

    assert {one.payload.value: one.level for one in found} == {"pcr": 2}
