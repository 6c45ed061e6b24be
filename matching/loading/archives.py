"""Arrays by name in one file that several processes read without a copy of their own.

The file is an ordinary uncompressed `.npz`, so `numpy.load` reads it too; only that every array
begins at a multiple of 64 bytes, which lets it be mapped into memory where it lies.
"""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

ALIGNMENT = 64
SUFFIX = ".npy"
LOCAL_HEADER = struct.Struct("<26xHH")
EXTRA_HEAD = struct.Struct("<HH")
PADDING_ID = 0xD935
"""How `zipalign` marks a field that only fills space."""
ZIP64_EXTRA = 20

Arrays = dict[str, NDArray]


class ArchiveError(Exception):
    """The file is no archive of arrays, or damaged; says where."""


def write_arrays(file: IO[bytes], arrays: Mapping[str, NDArray]) -> None:
    """Write arrays under their names to a new file opened for writing."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(name + SUFFIX)
            member.extra = _padding(file.tell(), len(member.filename.encode()))
            with archive.open(member, "w", force_zip64=True) as part:
                np.lib.format.write_array(part, np.asarray(array), allow_pickle=False)


def _padding(position: int, name_length: int) -> bytes:
    """An extra field that ends, together with the head before it, at a multiple of 64 bytes."""
    head = position + LOCAL_HEADER.size + name_length + ZIP64_EXTRA + EXTRA_HEAD.size
    size = -head % ALIGNMENT
    return EXTRA_HEAD.pack(PADDING_ID, size) + bytes(size)


def read_arrays(file: IO[bytes]) -> Arrays:
    """Read what `write_arrays` wrote from a file opened for reading. Raises ArchiveError."""
    try:
        with np.load(file, allow_pickle=False) as archive:
            return dict(archive)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ArchiveError(str(error)) from error


def map_arrays(path: Path) -> Arrays:
    """Map what `write_arrays` wrote into memory, read-only, once its checksums are found right.

    Raises ArchiveError.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            if damaged := archive.testzip():
                raise ArchiveError(f"{damaged} is damaged")
            return {
                member.filename.removesuffix(SUFFIX): _mapped(path, file, member)
                for member in archive.infolist()
            }
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ArchiveError(str(error)) from error


def _mapped(path: Path, file: IO[bytes], member: zipfile.ZipInfo) -> NDArray:
    file.seek(member.header_offset)
    name_length, extra_length = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    file.seek(name_length + extra_length, 1)
    np.lib.format.read_magic(file)
    shape, _fortran_order, dtype = np.lib.format.read_array_header_1_0(file)
    if 0 in shape:
        return np.zeros(shape, dtype)
    return np.memmap(path, dtype, "r", file.tell(), shape)
