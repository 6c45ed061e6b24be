"""Ranking occupations for a title."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.titles.index import Candidate, TitleIndex
from parks.titles.likeness import Entry

ENTRIES = [
    Entry("2", ("专业技术人员",)),
    Entry("2-02-29-03", ("质量管理工程技术人员", "质量工程师", "QA经理", "quality engineer")),
    Entry("2-02-32-02", ("生物工程技术人员", "细胞培养工程师"), "从事发酵和蛋白纯化工艺的人员"),
    Entry("2-05-06-01", ("药师", "pharmacist", "clinical pharmacist")),
    Entry("2-08-02-01", ("高级中学教师",)),
    Entry("4-02-02-02", ("道路货运汽车驾驶员", "货车司机")),
    Entry("6-12-03-00", ("药物制剂工", "灌装操作工")),
]
INDEX = TitleIndex(ENTRIES)


def first(title: str) -> str:
    return INDEX.rank(title)[0].code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("药师", "2-05-06-01"),
        ("驻店执业药师（双休）", "2-05-06-01"),
        ("高级QA经理（无锡）", "2-02-29-03"),
        ("细胞培养技术员", "2-02-32-02"),
        ("Senior Clinical Pharmacist", "2-05-06-01"),
        ("pharmacists", "2-05-06-01"),
        ("Quality Assurance Engineer", "2-02-29-03"),
        ("高中物理老师", "2-08-02-01"),
        ("送货司机 月薪过万", "4-02-02-02"),
        ("无菌灌装操作员", "6-12-03-00"),
    ],
)
def test_the_occupation_that_a_title_means_comes_first(title, code):
    assert first(title) == code


def test_words_of_definition_and_tasks_find_an_occupation_too():
    assert first("蛋白纯化") == "2-02-32-02"


def test_all_occupations_are_ranked_once_best_first():
    ranked = INDEX.rank("质量工程师")

    scores = [candidate.score for candidate in ranked]
    assert sorted(candidate.code for candidate in ranked) == sorted(e.code for e in ENTRIES)
    assert scores == sorted(scores, reverse=True)


def test_no_more_are_returned_than_asked_for():
    assert INDEX.rank("质量工程师", most=2) == INDEX.rank("质量工程师")[:2]


def test_strange_words_make_a_title_less_sure_and_change_no_order():
    plain, strange = INDEX.rank("药师"), INDEX.rank("药师魑魅魍魉")

    assert strange[0].code == plain[0].code == "2-05-06-01"
    assert strange[0].score < plain[0].score / 2


def test_a_single_known_sign_in_a_strange_title_is_no_sure_find():
    assert INDEX.rank("魑魅魍魉师")[0].score < 0.5


@pytest.mark.parametrize("title", ["", "!!!", "12345", "ø"])
def test_a_title_with_nothing_in_common_leaves_all_at_nought_in_order_of_codes(title):
    assert INDEX.rank(title) == [Candidate(code, 0.0) for code in INDEX.codes]


def test_equal_occupations_stand_in_order_of_codes_however_they_were_given():
    twins = [Entry("6-12-02-00", ("操作工",)), Entry("6-12-01-00", ("操作工",))]

    ranked = TitleIndex(twins).rank("操作工")

    assert [candidate.code for candidate in ranked] == ["6-12-01-00", "6-12-02-00"]
    assert ranked[0].score == ranked[1].score > 0


def test_bearing_the_title_as_a_name_wins_over_being_like_it():
    entries = [Entry("1", ("编辑", "记者")), Entry("2", ("文字编辑", "学术编辑", "编辑助理"))]

    assert TitleIndex(entries).rank("编辑")[0].code == "1"


def test_the_order_in_which_entries_are_given_does_not_matter():
    turned = TitleIndex(reversed(ENTRIES))

    assert turned.rank("细胞培养工程师") == INDEX.rank("细胞培养工程师")


def test_one_occupation_is_enough():
    assert TitleIndex([Entry("2", ("药师",))]).rank("药师")[0].score > 1


@pytest.mark.parametrize(
    "entries", [[], [Entry("2", ())], [Entry("2", ("药师",)), Entry("2", ("医师",))]]
)
def test_an_index_needs_occupations_with_names_and_codes_of_their_own(entries):
    with pytest.raises(ValueError, match="each with a name and a code of its own"):
        TitleIndex(entries)


def test_names_that_hold_nothing_readable_do_no_harm():
    index = TitleIndex([Entry("1", ("—",)), Entry("2", ("药师",))])

    assert index.rank("药师")[0].code == "2"


@given(st.text(max_size=60))
def test_any_title_gets_finite_scores_and_the_same_ones_again(title):
    scores = INDEX.scores(title)

    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    assert scores.tolist() == INDEX.scores(title).tolist()
