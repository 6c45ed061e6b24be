import pytest

from companies.postings.majors import MajorList, Majors, accepted
from parks.imports.errors import CellError
from tests.companies.postings.names import (
    BIOLOGY,
    CHEMISTRY,
    COMPUTING,
    FAMILIES,
    PHARMACY,
    disciplines,
)

MAJORS = Majors(disciplines, FAMILIES)


def read(text: str) -> set[int]:
    return set(accepted(MAJORS.lists(text)))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("生物学、药学专业", {101, 102, 201, 202}),
        ("药学专业，本科及以上学历", {201, 202}),
        ("1、本科及以上学历，药学专业", {201, 202}),
        ("药物化学专业毕业", {203}),
        ("计算机专业背景", {401}),
        ("计算机学科", {401}),
    ],
)
def test_majors_are_accepted_as_they_are_named(text, ids):
    assert read(text) == ids


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("生物、药学等相关专业", {BIOLOGY, PHARMACY}),
        ("生物学，分子生物学，化学等相关专业，硕士以上学历", {BIOLOGY, CHEMISTRY}),
        ("具有生物学、化学或计算机相关专业背景，本科以上学历；", {BIOLOGY, CHEMISTRY, COMPUTING}),
        ("生物类、化学相关学科本科及以上学历", {BIOLOGY, CHEMISTRY}),
        ("计算机及相关专业，大专及以上学历，有相关工作经验者优先", {COMPUTING}),
        ("药学类相关专业", {PHARMACY}),
        ("生物学、化学、或计算机相关专业", {BIOLOGY, CHEMISTRY, COMPUTING}),
        ("生物学或相关专业本科学历以上，硕士优先", {BIOLOGY}),
        ("任职要求：1.生物学/药学/化学等相关专业", {BIOLOGY, PHARMACY, CHEMISTRY}),
    ],
)
def test_related_majors_open_the_whole_families(text, families):
    assert read(text) == families


@pytest.mark.parametrize(
    "text",
    [
        "市场营销、互联网、广告或生物学相关专业",
        "理工科专业，大专及以上学历",
        "生物学、财务专业",
        "贸易、采购等相关专业",
        "专业不限",
    ],
)
def test_a_list_with_an_unknown_entry_shuts_nobody_out(text):
    assert read(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "生物学专业优先",
        "化学、生物学等相关专业者优先",
        "生物学相关专业本科及以上学历者优先",
        "生物学专业者亦可",
    ],
)
def test_preferred_majors_shut_nobody_out(text):
    assert read(text) == set()


def test_a_preference_does_not_spoil_the_list_before_it():
    assert read("药学或生物学相关专业，化学专业背景者优先") == {PHARMACY, BIOLOGY}


def test_an_unsure_list_opens_what_another_would_close():
    assert read("岗位一：药学专业；岗位二：经济、管理、药学专业") == set()


def test_two_sure_lists_are_accepted_together():
    assert read("岗位一：药学专业；岗位二：计算机专业") == {201, 202, 401}


@pytest.mark.parametrize(
    "text",
    [
        "具备扎实的生物学专业知识",
        "本专业知识基础",
        "熟练的药学专业英语",
        "化学专业技能",
        "各专业均可",
        "",
        "专业",
    ],
)
def test_professional_knowledge_is_no_major(text):
    assert read(text) == set()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Degree in Pharmacy", {201, 202}),
        (
            "Bachelor's degree in Biology, Chemistry, or a related field required",
            {BIOLOGY, CHEMISTRY},
        ),
        ("PhD in molecular biology or closely related field", {BIOLOGY}),
        ("BS in Life Sciences with 5 years of experience", {BIOLOGY}),
        ("MSc in Chemistry and 3 years of industry experience", {301}),
        ("Bachelor’s in chemistry or related discipline;", {CHEMISTRY}),
    ],
)
def test_an_english_text_lists_majors_behind_the_degree(text, ids):
    assert read(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        "Bachelor's degree in Chemistry, Accounting or a related field",
        "Degree in a scientific discipline",
        "PhD in Biology preferred",
        "Bachelor's degree in Chemistry or equivalent industry experience",
        "Degree in life sciences or other scientific discipline",
        "with a high degree of chemistry",
        "a team of chemistry experts",
    ],
)
def test_an_english_list_that_is_not_sure_shuts_nobody_out(text):
    assert read(text) == set()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("药学硕士", {201, 202}), ("生物学、药学本科及以上学历", {101, 102, 201, 202}),
        ("分子生物学博士，最好会R", {103}), ("国内外重点高校生物学/药学专业", {101, 102, 201, 202}),
        ("PhD (biology, chemistry)", {101, 102, 301}), ("Diploma in pharmacy", {201, 202}),
        ("Degree required in chemistry", {301}),
    ],
)  # fmt: skip
def test_majors_stand_before_or_behind_their_degree(text, ids):
    assert read(text) == ids


@pytest.mark.parametrize(
    "text", ["药学博士后", "药学硕士优先", "degree, preferably in biology", "会药学硕士论文"]
)
def test_what_only_looks_like_a_degree_in_a_major_shuts_nobody_out(text):
    assert read(text) == set()


@pytest.mark.parametrize(
    ("text", "words", "within"),
    [
        ("生物学/基因组学/药学专业", "生物学", True), ("熟悉PCR，生物学专业", "PCR", False),
        ("英语六级，药学专业", "英语六级", False), ("BS in Astronomy with PCR", "Astronomy", True),
        ("BS in Astronomy with PCR", "PCR", False),
        ("BS in Biology (Chemistry preferred)", "Chemistry", True),
        ("high degree of chemistry", "chemistry", False),
        ("PhD in Biology 5+ years PCR", "PCR", False),
        ("Ph.\nD. in Biology", "Biology", True), ("Pharm D in Biology", "Biology", True),
        ("Master degree (PhD is a plus) in Biology, Chemistry", "Chemistry", True),
        ("degree with experience in a scientific discipline (Biology)", "Biology", True),
        ("degree. Experience in the field (PCR)", "PCR", False),
        ("degree from an accredited university in Biology", "Biology", True),
        ("equivalent qualification in Biology", "Biology", True),
    ],
)  # fmt: skip
def test_a_list_covers_its_entries_known_or_not_and_nothing_else(text, words, within):
    start = text.index(words)

    covered = any(
        one.start <= start and start + len(words) <= one.end for one in MAJORS.lists(text)
    )

    assert covered is within


def test_a_list_knows_where_it_stands_so_that_its_words_are_no_skills():
    text = "任职要求：分子生物学、药学等相关专业，熟悉分子生物学"

    assert MAJORS.lists(text) == [
        MajorList(5, text.index("，"), frozenset({BIOLOGY, PHARMACY}), is_sure=True)
    ]


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("药学", {201, 202}),
        ("药学、化学", {201, 202, 301}),
        ("生物学等相关专业", {BIOLOGY}),
        ("Pharmacy or related", {PHARMACY}),
        ("", set()),
        ("不限", set()),
        ("专业不限", set()),
        ("any", set()),
        ("无", set()),
    ],
)
def test_a_column_of_majors_is_read_as_a_list(cell, ids):
    assert MAJORS.in_cell(cell) == ids


@pytest.mark.parametrize("cell", ["天文学", "astronomy"])
def test_a_column_that_names_no_known_major_is_refused(cell):
    with pytest.raises(CellError, match="no discipline of the vocabulary"):
        MAJORS.in_cell(cell)
