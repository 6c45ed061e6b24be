"""Names of uploaded files; more examples of hostile ones are tried with documents of people."""

import pytest

from parks.filenames import named_as, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lin\\licence.png", "licence.png"),
        ("licence\r\nSet-Cookie: a.pdf", "licenceSet-Cookie: a.pdf"),
        ("", "file"),
    ],
)
def test_only_the_last_part_of_a_path_stays_without_control_characters(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "suffix", "kept"),
    [
        ("营业执照.html", ".pdf", "营业执照.pdf"),
        ("licence", ".png", "licence.png"),
        ("licence.pdf", ".pdf", "licence.pdf"),
        ("licence.pdf.exe", ".pdf", "licence.pdf.pdf"),
        ("../../.pdf", ".jpg", ".pdf.jpg"),
        ("", ".pdf", "file.pdf"),
    ],
)
def test_a_name_ends_as_the_content_asks(name, suffix, kept):
    assert named_as(name, suffix) == kept


def test_a_long_name_keeps_its_ending():
    name = named_as("照" * 400 + ".pdf", ".jpg")

    assert (len(name), name[-5:]) == (200, "照.jpg")
