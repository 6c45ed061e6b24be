"""How the kernels are compiled: ahead of use, without Python's lock, and kept for later processes.

numba keeps machine code per source file and looks at that file alone, although a kernel contains
those it calls from other files. So the code is kept in a folder named by all of our sources.
"""

import hashlib
from pathlib import Path

from numba import config, njit

HERE = Path(__file__).parent


def _digest() -> str:
    sources = sorted(HERE.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


# Where the operator names a folder (NUMBA_CACHE_DIR) it is used as it is given.
config.CACHE_DIR = config.CACHE_DIR or str(HERE / "__pycache__" / f"compiled-{_digest()}")

compiled = njit(cache=True, nogil=True)
inlined = njit(inline="always", nogil=True)
"""For small pieces of inner loops: part of whoever calls them, never code of their own."""
