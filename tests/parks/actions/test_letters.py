"""One text becomes plain text and HTML; what people write in it stays words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import translation

from parks.actions.letters import absolute, letter_from, letter_of
from parks.choices.notices import NoticeKind

pytestmark = pytest.mark.usefixtures("english")

ROOT = Path(__file__).resolve().parents[3]
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
PAGE = "https://portal.example/me/offers/7/"
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


class Reader(HTMLParser):
    """What a mail program gets from HTML: its elements with attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    def names(self) -> set[str]:
        return {name for name, _attributes in self.elements}

    def links(self) -> list[str | None]:
        return [attributes["href"] for name, attributes in self.elements if name == "a"]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://portal.example"


def test_the_text_has_the_words_the_page_and_why_one_gets_it():
    letter = letter_of("An offer", "Alpha offers you a post.", address=PAGE, kind=NoticeKind.ALERT)

    assert letter.subject == "An offer"
    assert letter.text.split("\n\n") == [
        "Alpha offers you a post.",
        PAGE,
        "--\n"
        "You get this mail because you have an account at the talent portal of the biopharma "
        "parks. It is about: Saved searches.\n"
        "Choose what you are told: https://portal.example/me/notices/preferences/",
    ]


def test_the_html_has_the_same_words_a_button_and_the_way_to_the_preferences():
    letter = letter_of("An offer", "Alpha offers you a post.", address=PAGE, kind=NoticeKind.ALERT)

    read = Reader(letter.html)
    assert "Alpha offers you a post." in read.words
    assert read.words.count("An offer") == 2  # in the title and as the heading
    assert read.links() == [
        "https://portal.example/",
        PAGE,
        "https://portal.example/me/notices/preferences/",
    ]
    assert any("It is about: Saved searches." in words for words in read.words)


def test_the_first_words_are_what_a_list_of_mails_shows():
    letter = letter_of("An offer", f"{PAGE}\n\n- one\n\n" + "Alpha offers. " * 40)

    body = letter.html.split("<body")[1]
    first = Reader("<body" + body).words
    preview = next(words for words in first if words)
    assert preview.startswith("Alpha offers.")
    assert len(preview) <= 140


def test_an_address_that_the_text_has_already_is_not_repeated():
    letter = letter_of("An offer", f"Open it here:\n{PAGE}", address=PAGE)

    assert letter.text.count(PAGE) == 1
    assert Reader(letter.html).links() == ["https://portal.example/", PAGE]


@pytest.mark.parametrize("kind", [NoticeKind.OFFER, NoticeKind.PRIVACY])
def test_a_mail_that_cannot_be_switched_off_says_so(kind):
    letter = letter_of("Hello", "Hi", kind=kind)

    assert "Mails of this kind cannot be switched off." in letter.text
    assert "Mails of this kind cannot be switched off." in letter.html


def test_a_mail_to_an_address_without_an_account_speaks_of_no_preferences():
    letter = letter_of("Hello", "Hi")

    assert "somebody entered this address" in letter.text
    assert "preferences" not in letter.text + letter.html


def test_a_mail_that_can_be_unsubscribed_from_says_where():
    letter = letter_of("Hello", "Hi", kind=NoticeKind.ALERT, unsubscribe_url="https://x.example/u")

    assert letter.text.endswith("No more of these mails: https://x.example/u")
    assert "https://x.example/u" in Reader(letter.html).links()


def test_what_people_write_stays_words_in_html():
    letter = letter_of(f"{EVIL} invites you", f"{EVIL}\n\n- {EVIL}", kind=NoticeKind.DESK)

    read = Reader(letter.html)
    assert read.names().isdisjoint({"script", "img"})
    assert EVIL in read.words
    assert EVIL in letter.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x"])
def test_only_addresses_of_the_web_become_links(address):
    letter = letter_of("Hello", f"Look: {address} or https://alpha.example/?a=1&b=2")

    assert Reader(letter.html).links() == [
        "https://portal.example/",
        "https://alpha.example/?a=1&b=2",
    ]


def test_an_address_ends_where_chinese_begins():
    letter = letter_of(
        "您好", "请看https://alpha.example/a?b=1（或写信给hr@alpha.example。）\n\n- “x@y.org”"
    )

    assert Reader(letter.html).links() == [
        "https://portal.example/",
        "https://alpha.example/a?b=1",
        "mailto:hr@alpha.example",
        "mailto:x@y.org",
    ]
    assert "（或写信给" in letter.html


def test_paragraphs_lists_lines_and_codes_keep_their_shape():
    letter = letter_of("Hello", "Dear Lin,\r\nhello.\r\n\r\n- one\r\n- two\r\n\r\nAB12-CD34")

    body = re.sub(r' style="[^"]*"', "", letter.html)
    assert '<p class="words">Dear Lin,<br>hello.</p>' in body
    assert '<li class="line">one</li><li class="line">two</li>' in body
    assert '<p class="code">AB12-CD34</p>' in body


def test_every_element_carries_its_look_and_dark_colours_come_by_a_rule():
    html = letter_of("Hello", "Hi", address=PAGE, kind=NoticeKind.ALERT).html

    seen = [attributes for name, attributes in Reader(html).elements if "class" in attributes]
    assert [attributes["class"] for attributes in seen if not attributes.get("style")] == []
    assert re.search(r"@media \(prefers-color-scheme: ?dark\)", html)
    assert 'name="color-scheme" content="light dark"' in html


def test_a_mail_loads_nothing_from_anywhere():
    read = Reader(letter_of("Hello", "Hi", address=PAGE, kind=NoticeKind.ALERT).html)

    assert read.names().isdisjoint({"img", "link", "script", "iframe", "object"})
    assert "url(" not in "".join(str(element) for element in read.elements)


def test_every_colour_of_mails_is_a_colour_of_the_portal():
    mails = (ROOT / "templates/parks/mail/mail.css").read_text()
    tokens = (ROOT / "static/css/tokens.css").read_text()

    assert set(COLOUR.findall(mails)) - set(COLOUR.findall(tokens)) == set()


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Alpha invites you"), ("zh-hans", "阿尔法邀请您")]
)
def test_a_letter_is_in_the_active_language(language, subject, text):
    name = text('{% if LANGUAGE == "en" %}Alpha invites you{% else %}阿尔法邀请您{% endif %}\n\nHi')
    with translation.override(language):
        letter = letter_from(name, {"LANGUAGE": language})

    assert letter.subject == subject
    assert f'<html lang="{language}">' in letter.html


def test_a_subject_is_the_first_line_alone_and_one_line(text):
    name = text("\n  {{ person }} invites   you\n\nSecond\n\nThird\n")

    letter = letter_from(name, {"person": "Lin\u2028Bcc: x@example.org"})

    assert letter.subject == "Lin Bcc: x@example.org invites you"
    assert letter.text.startswith("Second\n\nThird\n\n--")


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/me/", "https://portal.example/me/"),
        ("https://other.example/x", "https://other.example/x"),
        ("", ""),
    ],
)
def test_the_address_of_a_page_becomes_whole(address, whole):
    assert absolute(address) == whole
