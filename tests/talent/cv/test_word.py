"""DOCX: everything a reader sees, once, in the order of reading; and archives made to harm."""

import pytest
from docx import Document
from docx.oxml.parser import OxmlElement

from talent.cv import limits
from talent.cv.errors import BrokenCvError, TooCostlyCvError
from talent.cv.word import read_docx
from tests.talent.cv import builders

CONTENT_TYPES = "[Content_Types].xml"


def lines_of(document) -> list[str]:
    return [line for line in read_docx(builders.saved(document)).split("\n") if line]


def test_paragraphs_and_tables_are_read_in_their_order():
    document = Document()
    document.add_paragraph("王小明")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("姓名", "王小明"), ("学历", "本科")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("教育背景")

    lines = lines_of(document)

    assert lines == ["王小明", "姓名\t王小明", "学历\t本科", "教育背景"]


def test_a_table_that_lays_out_two_columns_is_read_column_by_column():
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Experience\nEngineer"
    right.text = "Skills\nHPLC"
    left.add_paragraph("Sample Pharma")
    right.add_paragraph("ELISA")

    lines = lines_of(document)

    assert lines == ["Experience", "Engineer", "Sample Pharma", "Skills", "HPLC", "ELISA"]


def test_a_table_within_a_table_is_read_once():
    document = Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    inner = cell.add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "GMP", "GLP"

    lines = lines_of(document)

    assert lines == ["GMP\tGLP"]


def test_headers_come_first_and_footers_last():
    document = Document()
    document.add_paragraph("Experience")
    document.sections[0].header.paragraphs[0].text = "Alice Example"
    document.sections[0].footer.paragraphs[0].text = "alice@example.org"

    lines = lines_of(document)

    assert lines == ["Alice Example", "Experience", "alice@example.org"]


def test_a_text_box_is_read_once_though_it_is_stored_twice():
    document = Document()
    document.add_paragraph("after")
    box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>"
    builders.append_to_body(
        document,
        f"<w:p NS><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>",
    )

    lines = lines_of(document)

    assert lines == ["before", "in the box", "after"]


def test_content_controls_and_links_are_read_like_the_rest():
    document = Document()
    builders.append_to_body(
        document,
        "<w:sdt NS><w:sdtContent><w:p><w:hyperlink><w:r><w:t>a@example.org</w:t></w:r>"
        "</w:hyperlink></w:p></w:sdtContent></w:sdt>",
    )

    lines = lines_of(document)

    assert lines == ["a@example.org"]


def test_tabs_breaks_and_hyphens_keep_words_apart_or_together():
    document = Document()
    builders.append_to_body(
        document,
        "<w:p NS><w:r><w:t>2019</w:t><w:tab/><w:t>PCR</w:t><w:br/><w:t>LC</w:t>"
        "<w:noBreakHyphen/><w:t>MS</w:t></w:r></w:p>",
    )

    lines = lines_of(document)

    assert lines == ["2019\tPCR", "LC-MS"]


def test_deleted_and_hidden_text_is_not_read():
    document = Document()
    paragraph = document.add_paragraph("seen")
    run = paragraph.add_run(" hidden keywords")
    run.font.hidden = True
    deleted = OxmlElement("w:del")
    deleted_run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = " deleted"
    deleted_run.append(words)
    deleted.append(deleted_run)
    paragraph._p.append(deleted)

    lines = lines_of(document)

    assert lines == ["seen"]


def test_an_inserted_revision_is_read():
    document = Document()
    paragraph = document.add_paragraph("seen ")
    inserted = OxmlElement("w:ins")
    run = paragraph.add_run("as well")._r
    inserted.append(run)
    paragraph._p.append(inserted)

    lines = lines_of(document)

    assert lines == ["seen as well"]


def test_a_zip_bomb_is_refused_before_it_unfolds():
    data = builders.replace_part(
        builders.docx("CV"), "word/media/image1.bin", b"\0" * (limits.ARCHIVE_BYTES + 1)
    )

    with pytest.raises(TooCostlyCvError):
        read_docx(data)

    assert len(data) < limits.MEGABYTE


def test_markup_without_end_is_refused_before_it_is_parsed():
    body = b"<w:p/>" * (limits.MARKUP_BYTES // 6 + 1)
    data = builders.replace_part(builders.docx("CV"), "word/document.xml", body)

    with pytest.raises(TooCostlyCvError):
        read_docx(data)


def test_thousands_of_parts_are_refused():
    parts = [(f"word/{number}.bin", b"") for number in range(limits.ARCHIVE_PARTS + 1)]
    data = builders.archive_of([*parts, (CONTENT_TYPES, b"")])

    with pytest.raises(TooCostlyCvError):
        read_docx(data)


def test_entities_that_multiply_are_refused():
    layers = b"".join(
        b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(9)
    )
    data = builders.replace_part(
        builders.docx("CV"), "word/document.xml", b"<!DOCTYPE x [" + layers + b"]><x>&l8;</x>"
    )

    with pytest.raises(TooCostlyCvError):
        read_docx(data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", b""),
        ("word/document.xml", b"<not closed"),
        ("word/document.xml", b"<other/>"),
        ("_rels/.rels", b"<Relationships/>"),
        (CONTENT_TYPES, b"<Types/>"),
        (CONTENT_TYPES, b"\xff\xfe"),
        ("word/_rels/document.xml.rels", b"<Relationships><Relationship/></Relationships>"),
    ],
)
def test_a_document_with_a_wrong_part_is_broken(name, content):
    data = builders.replace_part(builders.docx("CV"), name, content)

    with pytest.raises(BrokenCvError):
        read_docx(data)


def test_deep_nesting_does_not_exhaust_the_reader():
    depth = 200
    body = b"<w:sdt><w:sdtContent>" * depth + b"</w:sdtContent></w:sdt>" * depth
    document = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body>%b</w:body></w:document>" % body
    )
    data = builders.replace_part(builders.docx("CV"), "word/document.xml", document)

    with pytest.raises(BrokenCvError):
        read_docx(data)
