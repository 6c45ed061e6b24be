import pytest

from companies.postings.alternatives import choices


def chosen(text: str, *words: str) -> list[str]:
    text = text.lower()
    spans = sorted((text.index(word), text.index(word) + len(word)) for word in words)
    begins = choices(text, 0, len(text), spans)
    return [text[start:end] for start, end in spans if start in begins]


@pytest.mark.parametrize(
    "text",
    [
        "至少掌握pcr、hplc中的一种", "熟练运用一种以上仪器(pcr、hplc等)", "pcr、hplc之一",
        "任意一种仪器：pcr、hplc", "例如pcr、hplc", "包括但不限于pcr、hplc", "pcr或hplc",
        "at least one of pcr, hplc", "methods such as pcr and hplc", "one or more of pcr, hplc",
        "tools (e.g. pcr, hplc)", "pcr or hplc", "either of pcr, hplc", "for example pcr, hplc",
    ],
)  # fmt: skip
def test_lists_of_alternatives_and_examples_are_known(text):
    assert chosen(text, "pcr", "hplc") == ["pcr", "hplc"]


@pytest.mark.parametrize(
    "text",
    [
        "pcr和hplc", "pcr, hplc and gmp", "2年或以上pcr、hplc经验", "了解或熟悉pcr、hplc",
        "2 years or more of pcr, hplc", "pcr, hplc or equivalent", "至少3年pcr、hplc经验",
    ],
)  # fmt: skip
def test_other_lists_leave_every_skill_by_itself(text):
    assert chosen(text, "pcr", "hplc") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("熟悉gmp、掌握pcr/hplc等至少一种", ["pcr", "hplc"]),
        ("至少会pcr、hplc之一，熟悉gmp", ["pcr", "hplc"]),
        ("gmp，pcr或hplc", ["pcr", "hplc"]),
        ("gmp and tools (such as pcr, hplc)", ["pcr", "hplc"]),
        ("knowledge of gmp in the field of pcr or hplc", ["pcr", "hplc"]),
    ],
)
def test_a_list_ends_with_its_part(text, expected):
    assert chosen(text, "gmp", "pcr", "hplc") == expected


def test_an_or_takes_the_whole_list_before_it():
    assert chosen("gmp, pcr, hplc or python", "gmp", "pcr", "hplc", "python") == [
        "gmp", "pcr", "hplc", "python",
    ]  # fmt: skip


def test_an_or_far_away_joins_nothing():
    text = "pcr with all that belongs to it in a laboratory, or else the daily work with hplc"

    assert chosen(text, "pcr", "hplc") == ["hplc"]


def test_without_skills_nothing_is_chosen():
    assert choices("a or b", 0, 6, []) == set()
