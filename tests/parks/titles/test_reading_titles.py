"""What a title says about the work, once pay, benefits and calls to apply are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.titles.reading import BESIDE, BRACKETED, HEAD, Phrase, fold_title, read_title


def main_phrases(title: str) -> list[str]:
    return [phrase.text for phrase in read_title(title) if phrase.weight == HEAD]


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("细胞培养工程师", ["细胞培养工程师"]),
        ("高级QA经理（无锡）", ["qa经理"]),
        ("CRA临床监查员(急聘)", ["cra临床监查员"]),
        ("质量体系工程师(J10526)", ["质量体系工程师"]),
        ("QC分析员 8000-12000元/月 五险一金 双休", ["qc分析员"]),
        ("药品销售——5000+", ["药品销售"]),
        ("制剂研究员月薪过万包吃住", ["制剂研究员"]),
        ("某某生物科技招聘质量管理/测试", ["质量管理", "测试"]),
        ("招聘专员", ["招聘专员"]),
        ("资深招聘经理（500强）", ["招聘经理"]),
        ("ＱＣ　Ａｎａｌｙｓｔ", ["qc analyst"]),
        ("C++开发工程师", ["c++开发工程师"]),
        ("首席执行官", ["首席执行官"]),
        ("副总经理", ["副总经理"]),
        ("药物分析副主任", ["药物分析副主任"]),
    ],
)
def test_what_names_the_work_is_kept(title, phrases):
    assert main_phrases(title) == phrases


def test_an_english_title_stays_one_phrase_without_its_seniority():
    phrases = read_title("Sr. Scientist II - Upstream Process Dev")

    assert [phrase.weight for phrase in phrases] == [HEAD]
    assert phrases[0].text.split() == ["scientist", "upstream", "process", "dev"]


def test_what_stands_in_brackets_is_kept_as_less():
    phrases = read_title("研发工程师（有机合成）")

    assert phrases == [Phrase("研发工程师", HEAD), Phrase("有机合成", BRACKETED)]


def test_a_phrase_beside_a_headword_counts_less_than_the_headword():
    phrases = read_title("生物信息部-算法工程师")

    assert phrases == [Phrase("生物信息部", BESIDE), Phrase("算法工程师", HEAD)]


def test_phrases_without_any_headword_all_count_whole():
    assert main_phrases("质量管理/测试") == ["质量管理", "测试"]


@pytest.mark.parametrize("title", ["（药师）", "【药师】", "(药师"])
def test_a_title_that_is_all_in_brackets_is_read_all_the_same(title):
    assert main_phrases(title) == ["药师"]


@pytest.mark.parametrize("title", ["高级", "急聘", "Intern"])
def test_a_title_of_nothing_but_noise_keeps_it(title):
    assert main_phrases(title) == [fold_title(title)]


@pytest.mark.parametrize("title", ["", "   ", "5000-8000", "!!!", "（）", "🎈"])
def test_a_title_without_letters_has_no_phrases(title):
    assert read_title(title) == []


@given(st.text(max_size=80))
def test_any_text_gives_phrases_of_letters_that_stand_in_it(title):
    folded = fold_title(title)

    for phrase in read_title(title):
        assert any(map(str.isalpha, phrase.text))
        assert set(phrase.text) <= set(folded) | {" "}
        assert phrase.weight in (HEAD, BESIDE, BRACKETED)
