import pytest

from companies.postings.organisations import names_an_organisation


def is_name(text: str, words: str) -> bool:
    start = text.index(words)
    return names_an_organisation(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("销售部—技术支持", "销售"), ("生物信息部门", "生物信息"),
        ("某某医疗器械有限公司", "医疗器械"),
        ("干细胞研究所", "干细胞"), ("华南干细胞所招聘", "干细胞"), ("生物制品集团", "生物制品"),
        ("oncology institute", "oncology"), ("genomics inc", "genomics"),
    ],
)  # fmt: skip
def test_what_follows_shows_the_name_of_an_organisation(text, words):
    assert is_name(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("experience in the biotechnology industry", "biotechnology"),
        ("biotech or pharmaceutical companies", "biotech"),
        ("生物、医药、化工等相关行业经验", "化工"), ("医疗器械行业", "医疗器械"),
        ("medical device or diagnostics sector", "medical device"),
    ],
)  # fmt: skip
def test_an_industry_is_no_skill(text, words):
    assert is_name(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("负责销售部的管理", "销售"), ("hplc and pharma industry", "hplc"),
        ("医疗器械注册", "医疗器械"),
        ("生物技术部分实验", "生物技术"), ("oncology experience", "oncology"),
    ],
)  # fmt: skip
def test_a_skill_before_other_words_stays_a_skill(text, words):
    assert not is_name(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the pharmaceutical, medical devices and manufacturing industry", "medical devices"),
        ("experience in the medical device field", "medical device"),
        ("across our biologics pipeline", "biologics"),
        ("assets in the oncology portfolio", "oncology"), ("与外包药品生产企业沟通", "药品生产"),
    ],
)  # fmt: skip
def test_a_field_a_pipeline_and_a_portfolio_are_a_sector_too(text, words):
    assert is_name(text, words)


@pytest.mark.parametrize(
    "text",
    [
        "the oncology team", "our oncology data group", "a member of the oncology division",
        "ask oncology scientists", "the oncology and safety departments",
        "build rapport with oncology teams",
    ],
)  # fmt: skip
def test_a_team_that_goes_by_a_skill_is_no_skill(text):
    assert is_name(text, "oncology")


@pytest.mark.parametrize(
    "text",
    [
        "lead the oncology team", "manage oncology staff", "recruit an oncology team",
        "we are looking for oncology specialists", "as an oncology team lead",
        "oncology experience", "oncology team building", "oncology. The team",
    ],
)  # fmt: skip
def test_a_team_one_leads_or_is_to_join_as_one_of_its_kind_asks_for_the_skill(text):
    assert not is_name(text, "oncology")


@pytest.mark.parametrize("words", ["mentor", "lead", "train", "supervise"])
def test_what_one_does_with_a_team_is_not_its_name(words):
    assert not is_name(f"{words} junior team members", words)


@pytest.mark.parametrize(
    ("words", "expected"), [("medical affairs", True), ("sales", True), ("pcr", False)]
)
def test_of_a_list_that_ends_in_teams_the_functions_are_their_names(words, expected):
    assert is_name(f"for {words}, market access, finance and other teams", words) is expected
