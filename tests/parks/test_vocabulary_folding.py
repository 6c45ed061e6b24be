"""What folding makes equal, what it keeps apart, and the way back to the original text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.vocabulary.folding import BREAK, fold, fold_term, is_unspaced, is_word_character

unhurried = settings(deadline=None)  # a busy machine is no mistake
MIXED = "aZ9 -/\u2010\n\r\t\u3000éß™细胞ＧＭ（ﬁ\u0301\u200b\u2f63+."


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("GMP", "gmp"),
        ("ＧＭＰ（基础）", "gmp(基础)"),
        ("Straße", "strasse"),
        ("ﬁltration", "filtration"),
        ("\u2f63物", "生物"),  # a radical, as PDF files write it
        ("β-Lactam", "β lactam"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("1+X", "1+x"),
        ("21 CFR Part 11", "21 cfr part 11"),
        ("510(k)", "510(k)"),
        ("Tableau™", "tableau"),
        ("bio\u00adreactor", "bioreactor"),
        ("GM\u200bP", "gmp"),
    ],
)
def test_compatibility_forms_case_and_invisible_signs_fold_away(written, folded):
    assert fold_term(written) == folded


@pytest.mark.parametrize(
    "written",
    [
        "real-time PCR",
        "real time PCR",
        "REAL\u2011TIME PCR",
        "real\u2010time\u00a0PCR",
        "real\u2013time  PCR",
        "real/time PCR",
        "real／time　PCR",
        "real-\ntime\r\nPCR",
        "real\ttime PCR",
        "real \u00ad time\u2122 PCR",
    ],
)
def test_every_way_to_join_two_words_folds_to_one_space(written):
    assert fold_term(written) == "real time pcr"


@pytest.mark.parametrize(
    "written",
    [
        "cell\n\nculture",
        "cell \u2014 culture",
        "cell - culture",
        "cell\n- culture",
        "cell // culture",
    ],
)
def test_blank_lines_dashes_and_bullets_stay_a_break(written):
    assert fold(written).text == f"cell{BREAK}culture"


@pytest.mark.parametrize(
    "written", ["重组 DNA", "重组DNA", "重组\nDNA", "重组  DNA", "重组\u3000DNA"]
)
def test_space_between_chinese_and_latin_does_not_count(written):
    assert fold_term(written) == "重组dna"


def test_a_wrapped_chinese_line_is_joined_but_spaced_chinese_words_are_not():
    assert fold("细胞\n培养").text == "细胞培养"
    assert fold("细胞\r\n  培养").text == "细胞培养"
    assert fold("生物 技术").text == f"生物{BREAK}技术"
    assert fold("生物\n\u3000\u3000技术").text == f"生物{BREAK}技术"


def test_case_is_kept_on_request():
    assert fold_term("Real\u2011Time ＰＣＲ", keep_case=True) == "Real Time PCR"


def test_offsets_lead_back_to_the_original_characters():
    folded = fold("了解ＧＭＰ 与 ﬁlter")

    assert folded.text == "了解gmp与filter"
    assert folded.starts == [0, 1, 2, 3, 4, 6, 8, 8, 9, 10, 11, 12]
    assert folded.ends == [1, 2, 3, 4, 5, 7, 9, 9, 10, 11, 12, 13]


def test_a_mark_belongs_to_the_character_before_it():
    folded = fold("AKTA A\u0308KTA")

    assert folded.text == "akta äkta"
    assert (folded.starts[5], folded.ends[5]) == (5, 7)


def test_half_a_ligature_is_no_whole_character():
    folded = fold("ﬁ x")

    assert folded.cuts_no_character(0, 2)
    assert not folded.cuts_no_character(0, 1)
    assert not folded.cuts_no_character(1, 2)


@pytest.mark.parametrize("character", ["细", "々", "〇", "か", "カ", "\U00020000", "豈", "㐀"])
def test_scripts_without_spaces_end_a_latin_word(character):
    assert is_unspaced(character)
    assert not is_word_character(character)


@pytest.mark.parametrize("character", ["a", "Z", "9", "é", "β", "_", "한", "\u0308"])
def test_letters_digits_and_marks_continue_a_word(character):
    assert is_word_character(character)
    assert not is_unspaced(character)


@pytest.mark.parametrize("character", [" ", ".", "+", "#", "，", "、", "（", "-", "&"])
def test_punctuation_does_neither(character):
    assert not is_word_character(character)
    assert not is_unspaced(character)


@unhurried
@given(st.text())
def test_folding_any_text_keeps_one_ordered_source_range_per_character(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert folded.starts == sorted(folded.starts)
    assert folded.ends == sorted(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@unhurried
@given(st.text(alphabet=MIXED))
def test_folding_leaves_no_separator_but_the_space_and_the_break(text):
    folded = fold(text).text

    assert not set(folded) & set("-/\u2010\r\t\u3000\u200b™")
    assert not any("A" <= character <= "Z" for character in folded)


@unhurried
@given(st.text(alphabet=[character for character in MIXED if character not in "细胞\u2f63"]))
def test_a_latin_term_folded_twice_is_folded_once(text):
    once = fold_term(text)

    assert fold_term(once.replace(BREAK, "\n\n")) == once


@unhurried
@given(st.text(), st.text())
def test_a_blank_line_makes_two_texts_fold_apart(left, right):
    joined = fold(f"{left}.\n\n.{right}").text

    assert joined == fold(f"{left}.").text + BREAK + fold(f".{right}").text


@unhurried
@given(st.text(alphabet=st.characters(max_codepoint=0x4FF)))
def test_composed_and_decomposed_letters_fold_alike(text):
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(decomposed).text == fold(unicodedata.normalize("NFC", text)).text
