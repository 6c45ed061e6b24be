"""Which words of a text count, and how they are packed."""

import zlib
from importlib.metadata import version

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.loading.words import EDITION, pack_terms, words_of


def counts_of(text: str) -> dict[int, int]:
    """The packed terms as numbers, by term."""
    packed = pack_terms(text)
    return dict(zip(np.frombuffer(packed.terms, "<i4").tolist(), packed.counts, strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("掌握细胞培养", {"细胞培养"}),
        ("熟悉GMP规范", {"gmp", "规范"}),
        ("GMP审计、GMP文件", {"gmp", "审计", "文件"}),
        ("HPLC-MS/MS", {"hplc", "ms"}),
        ("high-throughput screening", {"high", "throughput", "screening"}),
        ("C++, C# and Python", {"c++", "c#", "python"}),
        ("IL-6 and TNF-α", {"il6", "tnf"}),
        ("16S rRNA, CD3, 3D", {"16s", "rrna", "cd3", "3d"}),
        ("ＨＰＬＣ ﬁltration", {"hplc", "filtration"}),
        ("α-synuclein β2", {"synuclein", "β2"}),
        ("naïve T cells", {"naïve", "cells"}),
    ],
)
def test_words_of_both_languages_are_found(text, words):
    assert set(words_of(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "，。；！",
        "2026-07 10 % 3.5 400,000",
        "and the of with our you",
        "负责 具有 优先 我们",
        "me@example.org",
        "www.example.com/cv?id=gmp https://example.org/hplc",
        "a b c 药 酶",
    ],
)
def test_what_tells_nothing_is_no_word(text):
    assert words_of(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "男性，28周岁，汉族，未婚",
        "性别 女性 年龄 籍贯 户籍 身高 体重 照片 党员",
        "Male, aged 28, married. Gender, nationality, ethnicity.",
        "清华大学",
        "毕业于北京大学",
        "Peking University",
        "University of Hong Kong",
        "双一流 名校 985 211",
    ],
)
def test_what_nobody_may_be_matched_by_is_no_word(text):
    assert words_of(text) == {}


def test_the_name_of_a_school_is_cut_out_and_the_rest_stays():
    words = words_of("硕士 清华大学 细胞培养; ELISA at Peking University, HPLC")

    assert set(words) == {"细胞培养", "elisa", "hplc"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IL-6", "il6"),
        ("HPLC", "hplc"),
        ("细胞培养 HPLC", "HPLC\n\n细胞培养"),
        ("Cell-Culture", "cell culture"),
        ("ＧＭＰ", "GMP"),
    ],
)
def test_ways_to_write_the_same_are_the_same_terms(one, other):
    assert pack_terms(one) == pack_terms(other)


def test_words_are_counted():
    assert words_of("HPLC, hplc; 细胞培养 high-throughput high") == {
        "hplc": 2,
        "细胞培养": 1,
        "high": 2,
        "throughput": 1,
    }


def test_a_term_is_the_checksum_of_its_word_without_the_highest_and_the_lowest_bit():
    assert counts_of("hplc hplc") == {zlib.crc32(b"hplc") & 0x7FFFFFFE: 8}
    assert zlib.crc32("细胞培养".encode()) & 0x7FFFFFFE in counts_of("细胞培养")


def test_topics_stand_among_the_words_in_quarters():
    packed = pack_terms("hplc", {7: 4, 9: 2})

    terms = np.frombuffer(packed.terms, "<i4").tolist()
    word = zlib.crc32(b"hplc") & 0x7FFFFFFE
    assert dict(zip(terms, packed.counts, strict=True)) == {7: 4, 9: 2, word: 4}


def test_of_a_long_text_every_topic_is_kept():
    words = " ".join(f"word{number}x word{number}x" for number in range(600))

    packed = pack_terms(words, {2 * number + 1: 1 for number in range(100)})

    terms = np.frombuffer(packed.terms, "<i4")
    assert (terms.size, (terms & 1).sum()) == (512, 100)


def test_a_count_fits_into_a_byte():
    assert list(counts_of("hplc " * 400).values()) == [255]


def test_of_a_long_text_the_most_frequent_words_are_kept():
    often = [f"word{number}x" for number in range(100)]
    once = [f"other{number}x" for number in range(900)]

    counted = counts_of(" ".join(once + often * 3))

    kept = {zlib.crc32(word.encode()) & 0x7FFFFFFE for word in often}
    assert len(counted) == 512
    assert kept <= set(counted)
    assert [counted[term] for term in kept] == [12] * 100


def test_which_of_equally_frequent_words_are_kept_does_not_hang_on_their_order():
    words = [f"word{number}x" for number in range(700)]

    assert pack_terms(" ".join(words)) == pack_terms(" ".join(reversed(words)))


@given(st.text(max_size=300))
def test_any_text_gives_terms_that_ascend_with_a_count_each(text):
    packed = pack_terms(text)

    terms = np.frombuffer(packed.terms, "<i4")
    assert (np.diff(terms.astype(np.int64)) > 0).all()
    assert (terms >= 0).all()
    assert len(packed.counts) == terms.size
    assert 0 not in packed.counts


def test_a_long_line_without_a_space_is_read_in_passing():
    text = "x@" * 50_000 + "细胞培养" * 20_000 + "a" * 50_000

    assert 1 <= len(counts_of(text)) <= 4


def test_another_segmenter_is_another_edition():
    assert version("rjieba") in EDITION


@pytest.mark.parametrize(
    "clause",
    ["性别：男", "26岁", "回族", "two children", "Ethnicity: Tibetan", "male", "height 180 cm"],
)
def test_a_clause_about_the_person_is_left_out_as_a_whole(clause):
    assert set(words_of(f"ELISA. {clause}. HPLC")) == {"elisa", "hplc"}
