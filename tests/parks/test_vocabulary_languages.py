"""Languages and certificates in text: found where somebody has or wants one, and not elsewhere."""

import pytest

from tests.parks.test_vocabulary_tables import ALIASES, SKILLS, skills_in


def in_group(code: str) -> list[dict[str, str]]:
    return [row for row in SKILLS.values() if row["group"] == code]


@pytest.mark.parametrize(("group", "kind"), [("LAN", "language"), ("CER", "certificate")])
def test_a_group_of_its_own_holds_all_skills_of_the_kind(group, kind):
    assert {row["kind"] for row in in_group(group)} == {kind}
    assert {row["group"] for row in SKILLS.values() if row["kind"] == kind} == {group}
    assert len(in_group(group)) >= 20


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("英语六级优先", ["GEN-09"]),
        ("CET-6，雅思7.0", ["GEN-09", "GEN-09"]),
        ("英语专业八级", ["GEN-09"]),
        ("TOEFL or IELTS", ["GEN-09", "GEN-09"]),
        ("Fluency in English; German preferred", ["GEN-09", "LAN-05"]),
        ("written and spoken English", ["GEN-09"]),
        ("English-speaking environment", ["GEN-09"]),
        ("FLUENT IN ENGLISH", ["GEN-09"]),
        ("Languages: English, Mandarin, Cantonese", ["GEN-09", "LAN-01", "LAN-02"]),
        ("Must speak Japanese", ["LAN-03"]),
        ("Site Coordinator (French Speaking)", ["LAN-06"]),
        ("日语N2以上", ["LAN-03"]),
        ("德语或法语流利", ["LAN-05", "LAN-06"]),
        ("普通话标准，会粤语", ["LAN-01", "LAN-02"]),
        ("能以中文、英文工作", ["LAN-01", "GEN-09"]),
        ("bilingual", ["GEN-22"]),
        ("小语种优先", ["GEN-22"]),
    ],
)
def test_a_language_somebody_has_or_wants_is_found(text, codes):
    assert skills_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "a Chinese company",
        "the English version",
        "in a French hospital",
        "fluent, for the German market",
        "Japanese customers",
        "a Korean",
        "Polish the surface",
        "Chinese hamster",
        "send applications in English",
        "your English CV",
        "英文版",
        "英文名称",
        "其中文献检索",
        "汉语言文学专业",
        "会算法语言",
    ],
)
def test_a_country_an_edition_or_a_chance_neighbour_is_no_language(text):
    assert skills_in(text) == []


def test_the_adjective_of_a_country_counts_only_beside_another_language():
    far = "x " * 50

    assert skills_in("English and German") == ["GEN-09", "LAN-05"]
    assert skills_in(f"English {far} the German team and German") == ["GEN-09"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("持有执业药师证", ["CER-01"]),
        ("GPhC registered", ["CER-01"]),
        ("执业医师资格证", ["CER-02"]),
        ("护士执业证", ["CER-03"]),
        ("具有GCP证书", ["CER-09"]),
        ("ISO13485内审员资格优先", ["CER-11"]),
        ("有内审员证书", ["CER-12"]),
        ("实验动物从业人员上岗证", ["CER-15"]),
        ("压力容器操作证、叉车证", ["CER-17", "CER-19"]),
        ("注册安全工程师", ["CER-22"]),
        ("CQE or Six Sigma Green/Black Belt", ["CER-27", "CER-28"]),
        ("PMP certification", ["CER-29"]),
        ("计算机二级", ["CER-33"]),
        ("C1驾照", ["CER-42"]),
        ("a valid driver’s license", ["CER-42"]),
        ("药物制剂工（高级）", ["CER-43"]),
        ("1+X证书", ["CER-53"]),
    ],
)
def test_a_certificate_is_found_by_its_names(text, codes):
    assert skills_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("健康证据", []),
        ("关注安全", []),
        ("无法考虑", []),
        ("RAC Operations", []),
        ("the CLS platform", []),
        ("a licensed physician who incurs recruiting expense", []),
        ("招聘药物制剂工", ["FOR-01"]),
        ("熟悉GCP", ["CLI-01"]),
        ("六西格玛", ["GMP-32"]),
        ("项目管理", ["GEN-01"]),
    ],
)
def test_what_only_looks_like_a_certificate_is_none(text, codes):
    assert skills_in(text) == codes


def test_the_name_of_a_trade_alone_is_a_job_and_no_certificate():
    trades = ("药物制剂工", "药物检验员", "化学检验员", "生化检验员", "医药商品购销员")

    uses = {row["use"] for row in ALIASES if row["text"] in trades}

    assert uses == {"search"}
