"""A text written piece by piece, with the place of each piece."""

from talent.cv.sheet import Sheet
from talent.cv.values import Found


def test_pieces_know_where_they_stand():
    sheet = Sheet()

    first = sheet.put("Engineer")
    second = sheet.put("Sample Pharma", before=", ")
    third = sheet.line("Cultured cells.")

    text = sheet.text()
    assert text == "Engineer, Sample Pharma\nCultured cells.\n"
    assert [text[one.start : one.end] for one in (first, second, third)] == [
        "Engineer",
        "Sample Pharma",
        "Cultured cells.",
    ]


def test_a_joint_is_left_out_at_the_start_of_a_line():
    sheet = Sheet()

    sheet.put(None)
    sheet.put("Sample Pharma", before=", ")

    assert sheet.text() == "Sample Pharma"


def test_nothing_is_written_for_nothing():
    sheet = Sheet()

    assert sheet.put("") is None
    assert sheet.put(" \n ") is None
    assert sheet.line(None) is None
    assert sheet.text() == ""
    assert sheet.here() == Found("", 0, 0)


def test_lines_end_once():
    sheet = Sheet()

    sheet.end_line()
    sheet.line("one")
    sheet.end_line()
    sheet.line("two\nthree")

    assert sheet.text() == "one\ntwo\nthree\n"
    assert sheet.here().start == len("one\ntwo\nthree\n")
