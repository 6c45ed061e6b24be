import pytest
from django.utils import translation

from parks.language import in_language


@pytest.mark.parametrize(
    ("language", "chinese", "english", "shown"),
    [
        ("zh-hans", "中文", "English", "中文"),
        ("zh-hant", "中文", "English", "中文"),
        ("en", "中文", "English", "English"),
        ("fr", "中文", "English", "English"),
        ("zh-hans", "", "English", "English"),
        ("en", "中文", "", "中文"),
        ("en", "", "", ""),
    ],
)
def test_a_text_comes_in_the_readers_language_or_else_in_the_other(
    language, chinese, english, shown
):
    with translation.override(language):
        assert in_language(chinese, english) == shown


def test_without_a_reader_the_language_of_the_portal_counts():
    with translation.override(None):
        assert in_language("中文", "English") == "中文"
