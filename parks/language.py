from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override


def in_language(chinese: str, english: str) -> str:
    """Return the text for the reader's language, or the other one where that is empty."""
    language = get_language() or settings.LANGUAGE_CODE
    if language.startswith("zh"):
        return chinese or english
    return english or chinese


def in_both_languages(words: Any) -> str:
    """Return a text of the catalogue in Chinese and in English, for readers of either."""
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(str(words))
    return " / ".join(dict.fromkeys(said))
