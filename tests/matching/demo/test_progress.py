from io import StringIO

import pytest

from matching.demo.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def chunks(count: int, size: int) -> list[list[int]]:
    return [list(chunk) for chunk in Progress(StringIO()).chunks("things", count, size)]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (0, 3, []),
        (1, 3, [[0]]),
        (3, 3, [[0, 1, 2]]),
        (7, 3, [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_work_is_cut_into_chunks_that_leave_nothing_out(count, size, expected):
    assert chunks(count, size) == expected


def test_without_a_terminal_plain_lines_tell_each_tenth():
    stream = StringIO()

    for _ in Progress(stream).chunks("graduates", 40, 1):
        pass

    assert stream.getvalue().splitlines() == [
        f"graduates: {done} of 40" for done in range(4, 41, 4)
    ]


def test_work_of_one_chunk_tells_only_its_end():
    stream = StringIO()

    for _ in Progress(stream).chunks("openings", 120, 500):
        pass

    assert stream.getvalue() == "openings: 120 of 120\n"


def test_no_work_tells_nothing():
    stream = StringIO()

    for _ in Progress(stream).chunks("openings", 0, 500):
        pass

    assert stream.getvalue() == ""


def test_a_line_is_written_when_its_chunk_is_done_and_not_before():
    stream = StringIO()
    work = Progress(stream).chunks("openings", 2, 1)

    next(work)
    before = stream.getvalue()
    next(work)

    assert (before, stream.getvalue()) == ("", "openings: 1 of 2\n")


def test_on_a_terminal_a_bar_is_drawn_instead_of_lines():
    terminal = Terminal()

    for _ in Progress(terminal).chunks("graduates", 4, 2):
        pass

    assert "graduates: 100%" in terminal.getvalue()
    assert "graduates: 4 of 4" not in terminal.getvalue()


def test_what_is_to_be_done_after_each_chunk_is_done_then():
    events: list[str] = []
    work = Progress(StringIO(), after_chunk=lambda: events.append("tidied")).chunks("things", 3, 2)

    next(work)
    before = list(events)
    next(work)
    between = list(events)
    rest = list(work)

    assert (before, between, rest, events) == ([], ["tidied"], [], ["tidied", "tidied"])
