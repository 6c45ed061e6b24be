"""Charts as shapes in pixels; one template writes any of them as SVG, on the page and as a file.

Colours are attributes of the shapes, so that a chart looks the same on a page whose policy allows
no inline style, in a file and on paper.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH = 760
INK, PAPER, FAINT = "#131b1a", "#ffffff", "#eef2f1"
SERIES = ("#0b5d5a", "#b97a0a", "#5d6d6a")
SHORT = ("#fdf1d8", "#f6d795", "#ecb64e")
ENOUGH = ("#e2f0ee", "#b7ded9", "#86d8ce")
LABELS, BAR, GAP, TOP = (220, 400), 16, 12, 40
HIGH, STEP_LABEL = 180, 60
CELL, LEFT, HEAD = 34, 200, 116
WIDE_CHARACTER = 0x2E80
PIXELS = (7, 13)
"""How wide a character is, in Latin and in Chinese, at 13 pixels."""

Values = Sequence[tuple[float, str]]
Lines = Sequence[tuple[str, Values]]


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    fill: str


class Word(NamedTuple):
    """`turn`: degrees, about where it begins."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    turn: int = 0


class Chart(NamedTuple):
    """`title` and `description` are what a screen reader tells."""

    title: str
    description: str
    width: int
    height: int
    boxes: list[Box]
    words: list[Word]


def length(text: str) -> int:
    """Return how long a text is, about, in pixels."""
    return sum(PIXELS[ord(sign) >= WIDE_CHARACTER] for sign in text)


def cut_to(text: str, pixels: float) -> str:
    """Return as much of a text as fits, with an ellipsis where it was cut."""
    used = 0.0
    for place, sign in enumerate(text):
        used += PIXELS[ord(sign) >= WIDE_CHARACTER]
        if used > pixels:
            return f"{text[: max(place - 1, 1)]}…"
    return text


def told(lines: Lines) -> str:
    return "; ".join(f"{label}: {', '.join(text for _v, text in vs)}" for label, vs in lines)


def legend(heads: Iterable[str]) -> tuple[list[Box], list[Word]]:
    boxes, words, left = [], [], 8.0
    for head, colour in zip(heads, SERIES, strict=False):
        boxes.append(Box(left, 10, 12, 12, colour))
        words.append(Word(left + 18, 21, head))
        left += 40 + length(head)
    return boxes, words


def largest(lines: Lines) -> float:
    return max((value for _label, values in lines for value, _text in values), default=0) or 1


def bars(title: str, heads: Sequence[str], lines: Lines) -> Chart:
    """Lines below each other, a horizontal bar for each of their values.

    Long labels take room from the bars: what differs between them is often at the end.
    """
    boxes, words = legend(heads)
    longest, top = largest(lines), TOP
    wished = max((length(label) + 20 for label, _values in lines), default=0)
    left = min(max(wished, LABELS[0]), LABELS[1])
    room = WIDTH - left - 90
    for label, values in lines:
        words.append(Word(left - 10, top + 13, cut_to(label, left - 20), "end"))
        for (value, text), colour in zip(values, SERIES, strict=False):
            width = round(room * value / longest, 1)
            boxes.append(Box(left, top, max(width, 1), BAR, colour))
            words.append(Word(left + width + 6, top + 13, text))
            top += BAR + 2
        top += GAP
    return Chart(title, told(lines), WIDTH, top, boxes, words)


def columns(title: str, heads: Sequence[str], lines: Lines) -> Chart:
    """Points in time side by side, an upright bar for each of their values."""
    boxes, words = legend(heads)
    highest, step = largest(lines), (WIDTH - 40) / max(len(lines), 1)
    bottom = TOP + HIGH + 16
    step = min(step, 90)
    width = max(min((step - 4) / max(len(heads), 1), 24), 2)
    for place, (label, values) in enumerate(lines):
        left = 20 + place * step
        for number, ((value, _text), colour) in enumerate(zip(values, SERIES, strict=False)):
            high = round(HIGH * value / highest, 1)
            boxes.append(Box(left + number * width, bottom - high, width - 1, high, colour))
        words.append(Word(left + width, bottom + 14, label, "end", -60))
    boxes.append(Box(16, bottom, WIDTH - 32, 1, INK))
    tops = [text for _l, values in lines for value, text in values if value == highest]
    words += [Word(WIDTH - 8, 21, f"▲ {tops[0]}", "end")] if tops else []
    return Chart(title, told(lines), WIDTH, bottom + STEP_LABEL + 16, boxes, words)


def heat_map(
    title: str,
    down: Sequence[str],
    across: Sequence[str],
    cells: Sequence[Sequence[Sequence[int]]],
    *,
    legend: str,
) -> Chart:
    """A cell for each pair with both its numbers; its colour says how far they are apart."""
    step = (WIDTH - LEFT - 8) / max(len(across), 1)
    step = max(min(step, 110), 62)
    boxes: list[Box] = []
    words = [Word(8, 21, cut_to(legend, WIDTH))]
    words += [
        Word(LEFT + place * step + step / 2, HEAD - 8, cut_to(name, 84), "start", -35)
        for place, name in enumerate(across)
    ]
    said = []
    for row, (label, pairs) in enumerate(zip(down, cells, strict=True)):
        top = HEAD + row * CELL
        words.append(Word(LEFT - 10, top + 22, cut_to(label, LEFT - 16), "end"))
        for column, (needed, had) in enumerate(pairs):
            left = LEFT + column * step
            boxes.append(Box(left, top, step - 2, CELL - 2, warmth(needed, had)))
            shown = f"{needed} / {had}" if needed or had else "·"
            words.append(Word(left + step / 2, top + 21, shown, "middle"))
            said += [f"{label}, {across[column]}: {shown}"] if needed or had else []
    width = max(WIDTH, int(LEFT + step * len(across) + 60))
    height = HEAD + max(len(down), 1) * CELL + 8
    return Chart(title, "; ".join(said), width, height, boxes, words)


def warmth(needed: int, had: int) -> str:
    """Amber where people are fewer than places, the darker the more are lacking; else teal."""
    if not needed and not had:
        return FAINT
    larger, smaller = max(needed, had), min(needed, had)
    step = 0 if smaller * 3 > larger * 2 else 1 if smaller * 3 > larger else 2
    return (SHORT if needed > had else ENOUGH)[step]
