"""Sample and hostile CV files, made when a test asks for them; nothing here is a real person's."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from importlib.resources import as_file, files
from typing import Any

import pypdf
import typst
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from parks.vocabulary.matcher import Matcher, Term

CHINESE_CV = """\
王小明
电话：13800001234  邮箱：xiaoming.wang@example.org

教育背景
2019.09-2023.06  中国药科大学  生物制药  本科

工作经历
2023.07-至今  上海示例生物技术有限公司  细胞培养工程师
负责CHO细胞培养与上游工艺开发。

专业技能
熟练掌握细胞培养；熟悉ELISA；了解GMP。
"""

ENGLISH_CV = """\
Alice Example
Process Engineer
alice@example.org | +44 20 7946 0958

EDUCATION
Master of Science, Biochemistry, Example State University  2018-09 – 2020-06

EXPERIENCE
Process Engineer, Sample Pharma Ltd  2020-07 – Present
Scaled up cell culture from 2 L to 200 L.

SKILLS
Proficient in cell culture. Familiar with ELISA.
"""

SKILLS = Matcher(
    [
        Term("cell-culture", "cell culture"),
        Term("cell-culture", "细胞培养"),
        Term("elisa", "ELISA"),
        Term("gmp", "GMP"),
        Term("hplc", "HPLC"),
        Term("pcr", "PCR"),
        Term("pharmacy", "药学"),
        Term("aseptic", "无菌操作"),
        Term("aseptic", "aseptic technique"),
    ]
)
DISCIPLINES = Matcher(
    [
        Term("0710", "生物制药"),
        Term("1007", "药学"),
        Term("1007", "Pharmacy"),
        Term("0703", "Chemistry"),
        Term("0703", "化学"),
        Term("0710-1", "Biochemistry"),
        Term("0830", "生物工程"),
        Term("1001", "临床医学"),
    ]
)


def pdf(text: str) -> bytes:
    """Return a PDF of `text`, a paragraph per line, set in a font with Chinese characters."""
    lines = json.dumps(text.split("\n"), ensure_ascii=False)
    source = (
        '#set text(font: "Noto Sans CJK SC", lang: "zh", size: 10pt)\n'
        f"#for line in json(bytes({json.dumps(lines, ensure_ascii=False)})) [#line #parbreak()]\n"
    )
    return _typeset(source)


def two_column_pdf(left: str, right: str) -> bytes:
    """Return a PDF with `left` and `right` side by side, as a sidebar layout draws them."""
    columns = ", ".join(f"[{column}]" for column in (left, right))
    return _typeset(f'#set text(font: "Noto Sans CJK SC")\n#grid(columns: (1fr, 1fr), {columns})\n')


def _typeset(source: str) -> bytes:
    with as_file(files("manimgx_fonts_cjk")) as fonts:
        return typst.compile(source.encode(), font_paths=[str(fonts)])


def pdf_of_pages(count: int) -> bytes:
    """Return a PDF of `count` pages with a line of text on each."""
    body = "#pagebreak()".join(f"Page {number} of a long document" for number in range(count))
    return _typeset(body)


def scanned_pdf() -> bytes:
    """Return a PDF that holds one picture and no text."""
    target = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(target, "PDF")
    return target.getvalue()


def encrypted_pdf(text: str, password: str) -> bytes:
    """Return a PDF that opens with `password` only; "" gives one that opens for reading."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(text)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def raw_pdf(content: bytes) -> bytes:
    """Return a one-page PDF whose content stream is `content`, packed."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _assemble(objects)


def _assemble(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return data + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def bomb_pdf() -> bytes:
    """Return a PDF of about 0.3 MB whose page unfolds to 100 MB of drawing orders."""
    return raw_pdf(b"BT /F1 12 Tf 10 10 Td (a quick brown fox jumps high) Tj ET\n" * 1_600_000)


def docx(text: str) -> bytes:
    """Return a DOCX with a paragraph per line of `text`."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return the bytes of a python-docx document."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def append_to_body(document: Any, markup: str) -> None:
    """Append WordprocessingML to the body; it may use the prefixes w, mc, wps and v."""
    declared = markup.replace(" NS", " " + _namespaces(), 1)
    document.element.body.insert(0, parse_xml(declared))


def _namespaces() -> str:
    return (
        nsdecls("w")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )


def replace_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the archive `data` with part `name` holding `content` instead, or in addition."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, _writer(target) as archive:
        for part in source.infolist():
            if part.filename != name:
                archive.writestr(part.filename, source.read(part))
        archive.writestr(name, content)
    return target.getvalue()


def archive_of(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP archive of `parts`, pairs of name and content."""
    target = io.BytesIO()
    with _writer(target) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def _writer(target: io.BytesIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)


def compound_file(stream_name: str) -> bytes:
    """Return the start of an OLE compound file that names a stream, as old Word files are."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream_name.encode("utf-16-le")


def json_resume(**parts: Any) -> bytes:
    """Return a JSON Resume with the given parts."""
    return json.dumps(parts, ensure_ascii=False).encode()
