import pytest

from companies.postings.surroundings import is_a_place_to_work


def is_place(text: str, words: str) -> bool:
    start = text.index(words)
    return is_a_place_to_work(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("research in a collaborative and innovative environment", "collaborative"),
        ("you will find a team-oriented workplace", "team-oriented"),
        ("we have a cross-functional culture", "cross-functional"),
        ("in a collaborative environment", "collaborative environment"),
    ],
)
def test_how_a_workplace_is_asks_for_nothing(text, words):
    assert is_place(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ability to work in a team environment", "team environment"),
        ("thrive in a collaborative culture", "collaborative"),
        ("foster a collaborative atmosphere", "collaborative"),
        ("experience in a cross-functional environment", "cross-functional"),
    ],
)
def test_to_be_able_to_work_there_asks_for_the_skill(text, words):
    assert not is_place(text, words)


@pytest.mark.parametrize("words", ["collaborate", "collaboration", "collaborating"])
def test_to_collaborate_is_no_place(words):
    assert not is_place(f"{words} in a multidisciplinary environment", words)


def test_without_a_place_a_describing_word_is_a_skill():
    assert not is_place("collaborative scientists", "collaborative")
