"""Work cut in parts that run side by side and come back in order."""

from threading import Event

import pytest

from matching.engine.threads import in_parts


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        (0, 4, []),
        (1, 4, [(0, 1)]),
        (4, 4, [(0, 4)]),
        (9, 4, [(0, 4), (4, 8), (8, 9)]),
        (3, 1, [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_parts_cover_everything_once_and_come_in_order(threads, count, size, expected):
    assert list(in_parts(lambda begin, end: (begin, end), count, size, threads)) == expected


def test_parts_run_side_by_side():
    met = Event()

    def work(begin: int, _end: int) -> bool:
        if begin == 0:
            return met.wait(timeout=20)
        met.set()
        return True

    assert list(in_parts(work, 2, 1, 2)) == [True, True]


def test_what_goes_wrong_in_a_part_reaches_the_caller():
    def work(begin: int, _end: int) -> int:
        return 10 // (2 - begin)

    with pytest.raises(ZeroDivisionError):
        list(in_parts(work, 4, 1, 2))
