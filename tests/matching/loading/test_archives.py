"""Arrays in a file: whole, aligned, checked."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from matching.loading.archives import ArchiveError, map_arrays, read_arrays, write_arrays

SAMPLE = {
    "market.graduates.pay": np.arange(1000, dtype=np.int32),
    "shown": np.array([True, False, True]),
    "lists": np.arange(12, dtype=np.int16).reshape(4, 3),
    "none": np.empty((0, 78), np.int32),
    "pairs": np.array(12_345_678_901),
    "version": np.array("2026-11 版"),
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "sample.npz"
    with path.open("wb") as file:
        write_arrays(file, SAMPLE)
    return path


def same(found: dict[str, np.ndarray]) -> bool:
    """Whether the sample came back in every name, type, shape and value."""
    return found.keys() == SAMPLE.keys() and all(
        found[name].dtype == array.dtype
        and found[name].shape == array.shape
        and np.array_equal(found[name], array)
        for name, array in SAMPLE.items()
    )


def test_what_was_written_is_mapped(path):
    found = map_arrays(path)

    assert same(found)
    assert isinstance(found["lists"], np.memmap)


def test_what_was_written_is_read_from_any_file(path):
    assert same(read_arrays(io.BytesIO(path.read_bytes())))


def test_numpy_reads_the_file_too(path):
    with np.load(path) as archive:
        assert same(dict(archive))


def test_every_array_begins_where_processors_like_it(path):
    found = map_arrays(path)

    addresses = [array.ctypes.data % 64 for array in found.values() if array.size]
    assert addresses == [0] * 5


def test_mapped_arrays_cannot_be_written(path):
    found = map_arrays(path)

    with pytest.raises(ValueError, match="read-only"):
        found["lists"][0, 0] = 1


def test_no_arrays_are_a_file_too(tmp_path):
    path = tmp_path / "empty.npz"
    with path.open("wb") as file:
        write_arrays(file, {})

    assert map_arrays(path) == {}


def test_objects_are_not_written():
    with pytest.raises(ValueError, match="allow_pickle"):
        write_arrays(io.BytesIO(), {"objects": np.array([object()])})


@pytest.mark.parametrize("size", [0, 1, 40, 100, 2_000, -1])
def test_a_file_that_was_cut_off_is_told(size, path):
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(ArchiveError):
        map_arrays(path)
    with pytest.raises(ArchiveError):
        read_arrays(io.BytesIO(path.read_bytes()))


def test_a_flipped_bit_is_told(path):
    content = bytearray(path.read_bytes())
    content[content.index(np.arange(500, 600, dtype=np.int32).tobytes())] ^= 1
    path.write_bytes(content)

    with pytest.raises(ArchiveError, match=r"market\.graduates\.pay"):
        map_arrays(path)
    with pytest.raises(ArchiveError, match=r"market\.graduates\.pay"):
        read_arrays(io.BytesIO(bytes(content)))


def test_something_else_is_told(path):
    path.write_bytes(b"a letter " * 100)

    with pytest.raises(ArchiveError, match="not a zip file"):
        map_arrays(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ArchiveError, match=r"missing\.npz"):
        map_arrays(tmp_path / "missing.npz")


@given(
    st.dictionaries(
        st.text("abcdef.x_", min_size=1, max_size=80),
        arrays_of.arrays(
            st.sampled_from([np.int8, np.int16, np.int32, np.int64, np.uint8, np.bool_]),
            arrays_of.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=40),
        ),
        max_size=6,
    )
)
def test_any_arrays_come_back(tmp_path_factory, arrays):
    path = tmp_path_factory.mktemp("archive") / "arrays.npz"
    with path.open("wb") as file:
        write_arrays(file, arrays)

    found = map_arrays(path)

    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert np.array_equal(found[name], array)
        assert array.size == 0 or found[name].ctypes.data % 64 == 0
