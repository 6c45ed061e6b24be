"""What a mail says, as plain text and as HTML in the look of the portal, from one text."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from css_inline import CSSInliner
from django.conf import settings
from django.template.defaultfilters import urlize
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from parks.choices.notices import ALWAYS_MAILED, NoticeKind

LONGEST_PREVIEW = 140
CODE = re.compile(r"[0-9A-Z]{3,}(?:-[0-9A-Z]{3,})?")
"""A paragraph that is nothing but a code to type, as the mails about signing in have."""
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
ADDRESS = re.compile(r"https?://\S+")
BULLET = "- "
NOT_ASCII = re.compile(r"([^\x20-\x7e]+)")


@dataclass(frozen=True)
class Letter:
    """A mail before it has a recipient."""

    subject: str
    text: str
    html: str


class Block(NamedTuple):
    """A part of a mail: a `paragraph`, a `list` of lines, or a `code` to type."""

    shape: str
    lines: list[str]

    @property
    def linked(self) -> list[SafeString]:
        """The lines as HTML, with links; an address ends where Chinese words or signs begin."""
        return [
            format_html_join("", "{}", ((urlize(part),) for part in NOT_ASCII.split(line)))
            for line in self.lines
        ]


def letter_from(template: str, values: dict[str, Any], **about: Any) -> Letter:
    """Make a letter of a text in the active language; `about` is what `letter_of` takes.

    The first line of `template` (".txt" is added) is the subject, what follows the empty line is
    the mail; both are plain text, without escapes.
    """
    return letter_of(*lines_of(template, values), address=values.get("address", ""), **about)


def letter_of(
    subject: str,
    body: str,
    *,
    address: str = "",
    kind: NoticeKind | None = None,
    unsubscribe_url: str = "",
) -> Letter:
    """Put a letter together: `body` is paragraphs of plain text with empty lines between.

    Lines that begin with "- " make a list. `address` is the page to open, `kind` the kind of
    notice, which the last lines name; without one they say that the address was entered here.
    """
    footer = {
        "kind": kind,
        "is_fixed": kind in ALWAYS_MAILED,
        "unsubscribe_url": unsubscribe_url,
        "preferences_url": absolute(reverse("parks:notice_preferences")),
    }
    return Letter(subject, _text(body, address, footer), _html(subject, body, address, footer))


def lines_of(template: str, values: dict[str, Any]) -> tuple[str, str]:
    """Return what stands above the first empty line of a rendered text, as one line, and the rest.

    A name that somebody wrote over two lines stays in its place.
    """
    text = render_to_string(f"{template}.txt", values).strip().replace("\r\n", "\n")
    subject, *rest = EMPTY_LINE.split(text, maxsplit=1)
    return " ".join(subject.split()), "".join(rest).strip()


def absolute(address: str) -> str:
    """Return the address of a page as a mail needs it; what is whole already stays."""
    return settings.SITE_URL + address if address.startswith("/") else address


def _text(body: str, address: str, footer: dict[str, Any]) -> str:
    link = address if address and address not in body else ""
    parts = [body, link, render_to_string("parks/mail/footer.txt", footer).strip()]
    return "\n\n".join(part for part in parts if part)


def _html(subject: str, body: str, address: str, footer: dict[str, Any]) -> str:
    blocks = _blocks(body, address)
    values = {
        **footer,
        "subject": subject,
        "preview": _preview(blocks),
        "blocks": blocks,
        "address": address,
        "site_url": settings.SITE_URL,
        "language": get_language(),
    }
    return _inliner().inline(render_to_string("parks/mail/base.html", values))


def _blocks(body: str, address: str) -> list[Block]:
    """Divide a text at its empty lines; the address is left out, for a button has it."""
    parts = [[line.strip() for line in part.splitlines()] for part in EMPTY_LINE.split(body)]
    kept = ([line for line in lines if line and line != address] for lines in parts)
    return [_block(lines) for lines in kept if lines]


def _block(lines: list[str]) -> Block:
    if all(line.startswith(BULLET) for line in lines):
        return Block("list", [line.removeprefix(BULLET) for line in lines])
    is_code = len(lines) == 1 and CODE.fullmatch(lines[0]) is not None
    return Block("code" if is_code else "paragraph", lines)


def _preview(blocks: list[Block]) -> str:
    """Return the first words of a mail, which a list of mails shows beside its subject."""
    lines = (line for block in blocks if block.shape == "paragraph" for line in block.lines)
    words = " ".join(line for line in lines if not ADDRESS.fullmatch(line))
    return Truncator(words).chars(LONGEST_PREVIEW)


@cache
def _inliner() -> CSSInliner:
    """Mail programs know no style sheets: each element carries its style, dark colours aside."""
    style = render_to_string("parks/mail/mail.css")
    return CSSInliner(extra_css=style, keep_at_rules=True, load_remote_stylesheets=False)
