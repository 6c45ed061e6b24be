from django.conf import settings
from django.utils.translation import get_language


def in_language(chinese: str, english: str) -> str:
    """Return the text for the reader's language, or the other one where that is empty."""
    language = get_language() or settings.LANGUAGE_CODE
    if language.startswith("zh"):
        return chinese or english
    return english or chinese
