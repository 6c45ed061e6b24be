"""Run by talent.cv.pdf in a process of its own: a PDF on stdin → one JSON object on stdout.

`{"pages": n, "text": "…"}`, or `{"pages": n, "problem": …}` for any that stops it:
broken, encrypted, pages, long or costly.
PDFium is native code that a hostile file can drive to any use of memory and time, or into a crash;
here that ends this process alone.
"""

import json
import resource
import sys

import pypdfium2
from pypdfium2 import raw


def limit_resources(seconds: int, memory_bytes: int) -> None:
    """Let the kernel refuse more than `seconds` of CPU time or `memory_bytes` of address space."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def extract(data: bytes, pages: int, characters: int) -> dict[str, object]:
    """Return the text of `data` page by page in the order it is drawn, or the problem met."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"problem": "encrypted" if locked else "broken", "pages": 0}
    if not 0 < len(document) <= pages:
        return {"problem": "pages" if len(document) else "broken", "pages": len(document)}
    return _texts(document, characters)


def _texts(document: pypdfium2.PdfDocument, characters: int) -> dict[str, object]:
    texts: list[str] = []
    for number in range(len(document)):
        page = document[number].get_textpage()
        if page.count_chars() + sum(map(len, texts)) > characters:
            return {"problem": "long", "pages": len(document)}
        texts.append(page.get_text_range())
        page.close()
    return {"text": "\n".join(texts), "pages": len(document)}


def main() -> None:
    """Read the limits from the arguments, the PDF from stdin, and answer on stdout."""
    pages, characters, seconds, memory_bytes = map(int, sys.argv[1:5])
    limit_resources(seconds, memory_bytes)
    try:
        answer = extract(sys.stdin.buffer.read(), pages, characters)
    except pypdfium2.PdfiumError:
        answer = {"problem": "broken", "pages": 0}
    except MemoryError:
        answer = {"problem": "costly", "pages": 0}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
