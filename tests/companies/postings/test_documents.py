import pytest

from companies.postings.documents import is_only_followed


def followed(text: str, words: str) -> bool:
    text = text.lower()
    start = text.index(words)
    return is_only_followed(text, 0, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Follow all SOPs", "sops"), ("work in line with standard operating procedures",
         "standard operating procedures"), ("按照SOP开展实验", "sop"),
        ("严格执行标准操作规程", "标准操作规程"),
        ("conduct visits per study protocol", "study protocol"),
    ],
)  # fmt: skip
def test_to_follow_a_procedure_is_not_to_write_it(text, words):
    assert followed(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Write and review SOPs", "sops"), ("Develop protocols and SOPs", "sops"),
        ("编写SOP", "sop"), ("起草、修订标准操作规程", "标准操作规程"),
        ("draft the study protocol", "study protocol"),
    ],
)  # fmt: skip
def test_a_verb_of_writing_before_it_asks_for_the_skill(text, words):
    assert not followed(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("review data in compliance with SOPs", "sops"),
        ("Prepare samples according to SOPs", "sops"), ("制定计划并严格遵守SOP", "sop"),
        ("develop assays under the study protocol", "study protocol"),
    ],
)  # fmt: skip
def test_what_is_written_in_line_with_a_procedure_is_something_else(text, words):
    assert followed(text, words)


@pytest.mark.parametrize("text", ["support clinical protocol development", "study protocol design"])
def test_the_writing_may_be_named_behind_the_document(text):
    words = text.removeprefix("support ").rsplit(" ", 1)[0]

    assert not followed(text, words)


def test_the_verb_must_stand_in_the_same_clause():
    text = "write reports. follow sops"
    start = text.index("sops")

    assert is_only_followed(text, text.index("follow"), start, start + 4)


def test_other_skills_are_not_documents():
    assert not followed("follow pcr", "pcr")
