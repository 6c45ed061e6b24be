import pytest

from talent.exports.plain import printable


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("林悦 Lin Yue, C++ & 10 µm", "林悦 Lin Yue, C++ & 10 µm"),
        ("one\ntwo", "one\ntwo"),
        ("a\x00b\x07c\td", "abcd"),
        ("safe\u202egnp.exe\u2066", "safegnp.exe"),
        ("\ud83d", ""),
        ("party 🎉👩‍🔬", "party "),
        ("5 ℃ ≥ ① → ®", "5 ℃ ≥ ① → ®"),
        ("cafe\u0301", "café"),
        ("مرحبا", "مرحبا"),
        ("#panic() $x$ *b* \\", "#panic() $x$ *b* \\"),
        ("", ""),
    ],
)
def test_only_signs_that_can_be_set_are_kept(words, kept):
    assert printable(words) == kept


def test_a_long_run_may_be_broken_and_loses_nothing():
    words = printable("x" * 100)

    assert words.replace("\u200b", "") == "x" * 100
    assert max(len(piece) for piece in words.split("\u200b")) == 40


@pytest.mark.parametrize("words", ["x" * 40, "中" * 200, "word " * 50])
def test_what_breaks_by_itself_is_left_alone(words):
    assert printable(words) == words
