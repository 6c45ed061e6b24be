from matching.evaluation.remarks import Remarks


def test_what_was_not_understood_is_counted_by_field_with_the_first_example():
    remarks = Remarks()

    remarks.add("degree", "wizard")
    remarks.add("place", "Atlantis")
    remarks.add("degree", "knight")

    assert list(remarks.sentences()) == [
        "degree: 2 not understood and left out, the first is “wizard”.",
        "place: 1 not understood and left out, the first is “Atlantis”.",
    ]


def test_nothing_to_say_is_no_sentence():
    assert list(Remarks().sentences()) == []
