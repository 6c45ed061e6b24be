from matching.evaluation.words import lists_of, texts_of
from matching.loading.texts import unpack_texts
from matching.loading.words import pack_terms


def test_each_text_becomes_the_terms_that_a_run_keeps_of_it():
    texts = texts_of(["细胞培养 HPLC HPLC", "", "HPLC"])

    packed = [pack_terms(text) for text in ("细胞培养 HPLC HPLC", "", "HPLC")]
    expected = unpack_texts([one.terms for one in packed], [one.counts for one in packed])
    assert texts.offsets.tolist() == expected.offsets.tolist()
    assert texts.term.tolist() == expected.term.tolist()
    assert texts.count.tolist() == expected.count.tolist()
    assert texts.lengths[1] == 0
    assert set(texts.term[texts.offsets[2] :]) <= set(texts.term[: texts.offsets[1]])


def test_no_texts_are_no_rows():
    assert len(texts_of([])) == 0


def test_rows_become_lists_in_their_order():
    lists = lists_of([[3, 1], [], [2]])

    assert lists.offsets.tolist() == [0, 2, 2, 3]
    assert lists.values.tolist() == [3, 1, 2]
