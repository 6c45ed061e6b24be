"""Run by parks.evidence_pictures in a process of its own: a PDF on stdin → its first page as PNG.

PDFium is native code that a hostile file can drive to any use of memory and time, or into a crash;
here that ends this process alone.
"""

import resource
import struct
import sys
import zlib

import pypdfium2

WIDTH = 1000
HIGHEST = 3.0  # times the width: a strip of paper is no licence
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main() -> None:
    seconds, memory = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
    except (pypdfium2.PdfiumError, IndexError):
        sys.exit(1)
    width, height = page.get_size()
    if not 0 < height <= HIGHEST * width:
        sys.exit(1)
    bitmap = page.render(scale=WIDTH / width, rev_byteorder=True)
    sys.stdout.buffer.write(png(bitmap))


def png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return the bitmap as PNG: RGB with 8 bits each, no filter (ISO/IEC 15948)."""
    width, height, pixels = bitmap.width, bitmap.height, bytes(bitmap.buffer)
    line = width * 3
    rows = (pixels[y * bitmap.stride :][:line] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


if __name__ == "__main__":
    main()
