"""The pieces by which titles are compared."""

from hypothesis import given
from hypothesis import strategies as st

from parks.titles.grams import grams_of, weight_of, words_of


def test_chinese_is_cut_into_one_to_three_characters():
    grams = grams_of("细胞员")

    assert grams == ["细", "胞", "员", "细胞", "胞员", "细胞员"]


def test_latin_gives_words_pairs_of_words_and_pieces_of_long_words():
    grams = grams_of("cell bank")

    assert grams == ["cell", "bank", "cell bank"]
    assert grams_of("culture") == ["culture", "~cult", "~ultu", "~ltur", "~ture"]


def test_latin_and_chinese_in_one_title_stay_apart():
    grams = grams_of("qc员")

    assert sorted(grams) == ["qc", "员"]


def test_little_words_and_the_plural_do_not_count():
    words = words_of("sales of the chemistry labs and process")

    assert words == ["sale", "chemistry", "lab", "process"]


def test_signs_that_belong_to_a_word_stay_with_it():
    assert words_of("c++ and c#") == ["c++", "c#"]


def test_longer_pieces_weigh_more():
    weights = [weight_of(gram) for gram in ("员", "细胞", "细胞员")]

    assert weights == sorted(weights)
    assert weights[0] < weights[-1]
    assert weight_of("~cult") < weight_of("culture")


@given(st.text(max_size=60))
def test_any_text_gives_pieces_without_outer_space(text):
    assert all(gram == gram.strip() and gram for gram in grams_of(text))
