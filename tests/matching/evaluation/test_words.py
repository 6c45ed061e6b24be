import pytest

from matching.evaluation.words import lists_of, texts_of
from matching.loading.texts import unpack_texts
from matching.loading.topics import load_topics
from matching.loading.words import pack_terms

TEXTS = ("细胞培养 HPLC HPLC", "", "HPLC")


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("asked", [True, False])
def test_each_text_becomes_the_terms_that_a_run_keeps_of_it(asked):
    texts = texts_of(TEXTS, asked=asked)

    topics = load_topics()
    packed = [pack_terms(text, topics.in_text(text, asked=asked)) for text in TEXTS]
    expected = unpack_texts([one.terms for one in packed], [one.counts for one in packed])
    assert texts.offsets.tolist() == expected.offsets.tolist()
    assert texts.term.tolist() == expected.term.tolist()
    assert texts.count.tolist() == expected.count.tolist()
    assert texts.lengths[1] == 0


@pytest.mark.usefixtures("vocabulary")
def test_a_skill_is_the_same_topic_in_either_language():
    chinese, english = texts_of(["细胞培养"], asked=True), texts_of(["cell culture"], asked=True)

    topics = [set(one.term[one.term % 2 == 1].tolist()) for one in (chinese, english)]
    assert topics[0] == topics[1] != set()


@pytest.mark.usefixtures("vocabulary")
def test_no_texts_are_no_rows():
    assert len(texts_of([], asked=True)) == 0


def test_rows_become_lists_in_their_order():
    lists = lists_of([[3, 1], [], [2]])

    assert lists.offsets.tolist() == [0, 2, 2, 3]
    assert lists.values.tolist() == [3, 1, 2]
