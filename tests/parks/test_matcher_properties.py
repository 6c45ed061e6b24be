"""What holds for the matcher whatever the vocabulary and the text."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.vocabulary.folding import fold_term
from parks.vocabulary.matcher import Matcher, Term

ALIASES = (
    "GMP",
    "GMP audit",
    "cell culture",
    "cell culture process",
    "process development",
    "C++",
    "C",
    "LC-MS",
    "LC-MS/MS",
    "MS",
    "CHO-K1",
    "21 CFR Part 11",
    "21 CFR",
    "β-lactam",
    "510(k)",
    "细胞",
    "细胞培养",
    "培养",
    "R语言",
    "重组DNA",
    "高效液相色谱",
    "液相",
    "ÄKTA",
    "filtration",
)
unhurried = settings(deadline=None)  # a busy machine is no mistake
MATCHER = Matcher([Term(alias, alias) for alias in ALIASES])

pieces = st.one_of(
    st.sampled_from(ALIASES),
    st.sampled_from(
        ["ＧＭＰ", "lc\u2011ms", "A\u0308KTA", "ﬁltration", "细胞\n培养", "cell-\nculture"]
    ),
    st.sampled_from(
        [" ", "", "，", "-", "\n", "\n\n", "、", "x", "9", "与", "\u200b", "\u0301", "@"]
    ),
    st.text(max_size=3),
)
texts = st.lists(pieces, max_size=12).map("".join)


@unhurried
@given(texts)
def test_what_was_found_folds_to_an_alias_of_what_it_is_said_to_be(text):
    for span in MATCHER.find(text):
        assert fold_term(text[span.start : span.end]) == fold_term(span.alias)
        assert span.payload == span.alias


@unhurried
@given(texts)
def test_finds_stand_in_order_and_never_overlap(text):
    spans = MATCHER.find(text)

    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in spans)


@unhurried
@given(st.text(max_size=200))
def test_random_text_never_raises_and_gives_valid_offsets(text):
    for span in MATCHER.find(text):
        assert 0 <= span.start < span.end <= len(text)


@unhurried
@given(
    st.sampled_from(ALIASES),
    st.sampled_from(["", "，", "。", "、", "\n\n", " — ", "；", "• "]),
    st.sampled_from(["", "，", "。", "、", "\n\n", " — ", "；", "！"]),
)
def test_any_alias_between_boundaries_is_found_whole(alias, before, after):
    spans = MATCHER.find(before + alias + after)

    assert [(span.payload, span.start, span.end) for span in spans] == [
        (alias, len(before), len(before) + len(alias))
    ]


@unhurried
@given(st.sampled_from([alias for alias in ALIASES if alias[0].isascii() and alias[0].isalpha()]))
def test_no_latin_alias_is_found_glued_to_letters(alias):
    spans = MATCHER.find(f"x{alias}x")

    assert alias not in [span.payload for span in spans]


@unhurried
@given(texts)
def test_finding_twice_gives_the_same(text):
    assert MATCHER.find(text) == MATCHER.find(text)


@unhurried
@given(texts, texts)
def test_a_blank_line_parts_the_finds_of_two_texts(left, right):
    left, right = f"{left}。", f"。{right}"

    together = MATCHER.find(f"{left}\n\n{right}")

    moved = len(left) + 2
    apart = [(span.start, span.end) for span in MATCHER.find(left)]
    apart += [(span.start + moved, span.end + moved) for span in MATCHER.find(right)]
    assert [(span.start, span.end) for span in together] == apart


def calls_made(action: Callable[[], object]) -> int:
    """Count the Python and C functions that the action calls: steps, whatever the machine."""
    count = 0

    def step(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "熟悉HPLC、GMP and cell culture with real-time PCR；",
        "cell culture process ",
        "细胞培养",
        "LC-MS/",
        "a-",
        "中\u200b ",
        "e\u0301",
    ],
)
def test_ten_times_the_text_costs_ten_times_the_steps(unit):
    small, large = unit * (10_000 // len(unit)), unit * (100_000 // len(unit))

    few = calls_made(lambda: MATCHER.find(small))
    many = calls_made(lambda: MATCHER.find(large))

    assert len(large) / len(small) * few * 0.9 <= many <= len(large) / len(small) * few * 1.1


def test_a_million_characters_cost_a_hundred_times_the_steps_of_ten_thousand():
    unit = "了解GMP；cell culture。"
    small, large = unit * (10_000 // len(unit)), unit * (1_000_000 // len(unit))

    few = calls_made(lambda: MATCHER.find(small))
    many = calls_made(lambda: MATCHER.find(large))

    assert 95 <= many / few <= 105
