"""What the text matcher finds and what it passes by."""

import pytest

from parks.vocabulary.matcher import NEAR, Matcher, Span, Term

SKILLS = Matcher(
    [
        Term("gmp", "GMP"),
        Term("audit", "GMP audit"),
        Term("audit", "GMP审计"),
        Term("culture", "cell culture"),
        Term("culture", "细胞培养"),
        Term("mammalian", "mammalian cell culture"),
        Term("c++", "C++"),
        Term("lcms", "LC-MS"),
        Term("lcms", "LC-MS/MS"),
        Term("cho", "CHO-K1"),
        Term("part11", "21 CFR Part 11"),
        Term("onex", "1+X"),
        Term("lactam", "β-lactam"),
        Term("pcr", "PCR"),
        Term("qpcr", "real-time PCR"),
        Term("hplc", "HPLC"),
        Term("hplc", "高效液相"),
        Term("lc", "液相"),
        Term("form", "Tform"),
        Term("purify", "纯化"),
        Term("antibody", "抗体"),
        Term("antibody-purification", "抗体纯化"),
        Term("r", "R语言"),
        Term("510k", "510(k)"),
        Term("dna", "重组DNA"),
    ]
)


def found(text: str, matcher: Matcher = SKILLS) -> list[tuple[str, str]]:
    return [(span.payload, text[span.start : span.end]) for span in matcher.find(text)]


def test_a_find_tells_what_where_and_through_which_alias():
    assert SKILLS.find("Solid cell-culture work") == [Span("culture", 6, 18, "cell culture")]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("two years of cell culture", [("culture", "cell culture")]),
        ("led a GMP audit", [("audit", "GMP audit")]),
        ("C++, Python", [("c++", "C++")]),
        ("C++11", [("c++", "C++")]),
        ("了解GMP", [("gmp", "GMP")]),
        ("了解GMP审计", [("audit", "GMP审计")]),
        ("a software platform", []),
        ("Tform", [("form", "Tform")]),
    ],
)
def test_skills_that_other_systems_missed_or_invented(text, finds):
    assert found(text) == finds


@pytest.mark.parametrize(
    "text",
    [
        "qPCR",
        "PCRs",
        "dPCR2",
        "GMP_2",
        "LGMP",
        "xHPLC",
        "GMP\u0308",
        "éGMP",
        "GMPß",
        "PCR9",
        "βPCR",
    ],
)
def test_a_term_is_never_found_inside_another_word(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["gmp@example.org", "hr@GMP.example"])
def test_a_term_is_not_found_beside_the_at_sign_of_an_address(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("熟悉HPLC操作", "hplc"),
        ("掌握PCR、", "pcr"),
        ("GMP规范", "gmp"),
        ("GMP。", "gmp"),
        ("(GMP)", "gmp"),
        ("GMP/GLP", "gmp"),
        ("non-GMP", "gmp"),
        ("GMP's", "gmp"),
        ("•GMP", "gmp"),
        ("GMP,HPLC"[:4], "gmp"),
    ],
)
def test_chinese_and_punctuation_bound_a_latin_term(text, payload):
    assert [name for name, _ in found(text)] == [payload]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("LC-MS/MS", "lcms"),
        ("LC/MS/MS", "lcms"),
        ("LC‑MS", "lcms"),
        ("CHO-K1细胞", "cho"),
        ("CHO K1 cells", "cho"),
        ("21 CFR\nPart 11", "part11"),
        ("21 cfr part 11", "part11"),
        ("1+X证书", "onex"),
        ("β-Lactam", "lactam"),
        ("510（k）", "510k"),
        ("real\u2011time  PCR", "qpcr"),
        ("real time\nPCR", "qpcr"),
        ("重组 DNA技术", "dna"),
        ("R 语言", "r"),
        ("ＧＭＰ", "gmp"),
        ("细胞\n培养", "culture"),
    ],
)
def test_a_name_is_found_however_its_parts_are_joined(text, payload):
    assert [name for name, _ in found(text)] == [payload]


def test_names_with_punctuation_are_found_whole():
    text = "LC-MS/MS, CHO-K1, 21 CFR Part 11 and C++"

    assert found(text) == [
        ("lcms", "LC-MS/MS"),
        ("cho", "CHO-K1"),
        ("part11", "21 CFR Part 11"),
        ("c++", "C++"),
    ]


def test_numbers_that_only_end_alike_are_other_numbers():
    assert found("121 CFR Part 11") == []
    assert found("21 CFR Part 110") == []


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("抗体纯化", [("antibody-purification", "抗体纯化")]),
        ("抗体与纯化", [("antibody", "抗体"), ("purify", "纯化")]),
        ("高效液相色谱", [("hplc", "高效液相")]),
        ("mammalian cell culture", [("mammalian", "mammalian cell culture")]),
        ("mammalian, cell culture", [("culture", "cell culture")]),
        ("real-time PCR and PCR", [("qpcr", "real-time PCR"), ("pcr", "PCR")]),
        ("GMP auditor", [("gmp", "GMP")]),
    ],
)
def test_the_longest_phrase_wins_and_a_longer_one_that_breaks_a_word_does_not(text, finds):
    assert found(text) == finds


def test_of_two_overlapping_phrases_the_left_one_wins():
    matcher = Matcher([Term("left", "cell culture"), Term("right", "culture medium")])

    assert found("cell culture medium", matcher) == [("left", "cell culture")]


@pytest.mark.parametrize(
    "text", ["cell\n\nculture", "cell — culture", "cell - culture", "细胞 培养"]
)
def test_no_phrase_spans_a_break(text):
    assert found(text) == []


def test_offsets_count_the_original_characters():
    text = "①　ＧＭＰ（基础）\u200b；A\u0308 ﬁne cell-\r\nculture"

    assert found(text) == [("gmp", "ＧＭＰ"), ("culture", "cell-\r\nculture")]


def test_half_of_a_character_that_unfolds_is_not_found():
    matcher = Matcher([Term("one", "1"), Term("kilo", "k")])

    assert found("⑴ ㎏", matcher) == []


def test_a_false_friend_hides_the_term_inside_it():
    matcher = Matcher([Term("control", "中控"), Term(None, "集中控制"), Term("dosage", "制剂")])

    assert found("集中控制与中控", matcher) == [("control", "中控")]


@pytest.mark.parametrize(
    ("text", "finds"),
    [("AI tools", 1), ("Ai Weiwei", 0), ("ai", 0), ("Excel", 1), ("EXCEL", 1), ("to excel", 0)],
)
def test_an_exact_term_is_found_as_written_or_in_capitals_only(text, finds):
    matcher = Matcher([Term("ai", "AI", exact_case=True), Term("excel", "Excel", exact_case=True)])

    assert len(matcher.find(text)) == finds


@pytest.mark.parametrize(
    ("text", "finds"),
    [("data management", 1), ("Data management", 1), ("Data Management", 1), ("DATA MANAGEMENT", 1),
     ("dATA management", 0)],
)  # fmt: skip
def test_an_exact_phrase_may_stand_in_a_headline(text, finds):
    matcher = Matcher([Term("data", "data management", exact_case=True)])

    assert len(matcher.find(text)) == finds


@pytest.mark.parametrize("text", ["shell", "Shell", "SHELL"])
def test_an_exact_term_written_small_may_start_a_sentence(text):
    assert Matcher([Term("shell", "shell", exact_case=True)]).find(text) != []


def test_an_exact_term_is_exact_through_full_width_letters_too():
    matcher = Matcher([Term("ai", "AI", exact_case=True)])

    assert found("ＡＩ ａｉ", matcher) == [("ai", "ＡＩ")]


LANGUAGES = Matcher(
    [
        Term("r", "R", exact_case=True, circle="code", needs_company=True),
        Term("crc", "CRC", exact_case=True, circle="clinic", needs_company=True),
        Term("python", "Python", circle="code"),
        Term("r&d", "R&D", circle="general"),
        Term("trial", "clinical trial", circle="clinic"),
    ]
)


@pytest.mark.parametrize(
    ("text", "payloads"),
    [
        ("Python, R", ["python", "r"]),
        ("R or Python", ["r", "python"]),
        ("熟练使用R、Python", ["r", "python"]),
        ("Smith R, Jones A", []),
        ("R&D with Python", ["r&d", "python"]),
        ("CRC screening with Python", ["python"]),
        ("CRC of a clinical trial", ["crc", "trial"]),
        ("r and python", ["python"]),
    ],
)
def test_an_ambiguous_word_counts_only_in_the_company_of_its_circle(text, payloads):
    assert [span.payload for span in LANGUAGES.find(text)] == payloads


@pytest.mark.parametrize(("gap", "finds"), [(NEAR, 2), (NEAR + 1, 1)])
@pytest.mark.parametrize("order", [("R", "Python"), ("Python", "R")])
def test_company_is_near_up_to_a_limit_on_either_side(gap, finds, order):
    text = order[0] + ".".center(gap) + order[1]

    assert len(LANGUAGES.find(text)) == finds


def test_two_ambiguous_words_are_no_company_for_each_other():
    matcher = Matcher(
        [
            Term("iq", "IQ", circle="quality", needs_company=True),
            Term("oq", "OQ", circle="quality", needs_company=True),
        ]
    )

    assert matcher.find("IQ and OQ") == []


def test_one_early_word_with_company_does_not_keep_a_late_one():
    text = "Python, R" + ".".center(3 * NEAR) + "R."

    assert [span.payload for span in LANGUAGES.find(text)] == ["python", "r"]


def test_any_hashable_may_be_found():
    matcher = Matcher([Term((3, 7), "药学"), Term((4,), "pharmacy")])

    assert [span.payload for span in matcher.find("药学 or Pharmacy")] == [(3, 7), (4,)]


@pytest.mark.parametrize("text", ["", " ", "\n", "nothing here", "\x00\ud800"])
def test_text_without_terms_has_no_finds(text):
    assert SKILLS.find(text) == []


def test_a_matcher_of_nothing_finds_nothing():
    assert Matcher([]).find("GMP") == []


def test_the_same_alias_in_two_languages_is_one_phrase():
    assert found("GMP", Matcher([Term("gmp", "GMP"), Term("gmp", "gmp")])) == [("gmp", "GMP")]


@pytest.mark.parametrize(
    "rival",
    [Term("other", "gmp"), Term(None, "GMP"), Term("gmp", "ＧＭＰ", exact_case=True)],
)
def test_one_phrase_cannot_be_used_in_two_ways(rival):
    with pytest.raises(ValueError, match="one phrase used in two ways"):
        Matcher([Term("gmp", "GMP"), rival])


@pytest.mark.parametrize("text", ["", "  ", "--", "™", "\u200b"])
def test_a_term_without_letters_is_refused(text):
    with pytest.raises(ValueError, match="has nothing to look for"):
        Matcher([Term("nothing", text)])
