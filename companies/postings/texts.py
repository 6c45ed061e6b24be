"""The text of an opening: what the posting says, and the facts that have no column of their own."""

import re
from collections.abc import Iterable

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LETTER = re.compile(r"[^\W\d_]")
NUMBER_OF_A_POINT = re.compile(r"(?<=[A-Za-z+#])(?=\d{1,2}[.、．)）]\s?[\u4e00-\u9fff])")
CHINESE_SHARE = 0.1
"""Of Chinese characters among all letters; a Chinese posting names methods in Latin letters."""

FACTS = {
    "experience": ("经验", "Experience"),
    "salary": ("薪资", "Salary"),
    "kind": ("工作性质", "Type of employment"),
    "industry": ("行业", "Industry"),
    "tags": ("标签", "Tags"),
}
"""How the content names a fact, in Chinese and in English."""


def is_chinese(text: str) -> bool:
    """Say whether a text is written in Chinese, though it may name things in Latin letters."""
    chinese = len(CHINESE.findall(text))
    return chinese > 0 and chinese > CHINESE_SHARE * len(LETTER.findall(text))


def lower_case(text: str) -> str:
    """Return the text in lower case, or itself where a letter would change its length (İ)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def numbers_apart(text: str) -> str:
    """Set the number of the next point apart from a Latin word before it: Python5.熟悉."""
    return NUMBER_OF_A_POINT.sub(" ", text)


def join_sections(sections: Iterable[tuple[str, str]]) -> str:
    """Join headed sections; a text that is alone needs no heading."""
    filled = [(heading, text) for heading, text in sections if text]
    if len(filled) == 1:
        return filled[0][1]
    return "\n\n".join(f"{heading}：\n{text}" for heading, text in filled)


def shorten(text: str, longest: int) -> str:
    """Return a text of at most so many characters; an ellipsis says that there is more."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def with_facts(text: str, facts: dict[str, str], *, in_chinese: bool) -> str:
    """Add the facts (names of FACTS and what the file says) below a text, one per line."""
    mark = "：" if in_chinese else ": "
    lines = [
        f"{FACTS[name][0 if in_chinese else 1]}{mark}{words}"
        for name, words in facts.items()
        if words
    ]
    return "\n\n".join(filter(None, (text, "\n".join(lines))))
