"""Text as files hold it → text as people read it."""

import re
import unicodedata

# Radicals that fonts put in place of whole characters and that NFKC leaves alone.
RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻩⻬⻮⻰⻳⺝⺩",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤黄齐齿龙龟月王",
        strict=True,
    )
)
KANGXI_RADICALS = map(chr, range(0x2F00, 0x2FD6))
LIGATURES = map(chr, range(0xFB00, 0xFB07))
INVISIBLE = dict.fromkeys(map(ord, "\x00\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
SYMBOL_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf06c\uf06e\uf075\uf076\uf0fc"), "•")
SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
# PDFium writes U+FFFE for a hyphen at a line's end and joins the two lines.
LINE_END_HYPHEN = {0xFFFE: "-"}

TABLE = (
    INVISIBLE
    | SYMBOL_BULLETS
    | SPACES
    | LINE_END_HYPHEN
    | {ord(radical): whole for radical, whole in RADICALS.items()}
    | {ord(one): unicodedata.normalize("NFKC", one) for one in (*KANGXI_RADICALS, *LIGATURES)}
)
LINE_ENDS = re.compile(r"\r\n?|[\f\v\x85\u2028\u2029]")
OTHER_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
TRAILING_SPACE = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def clean(text: str) -> str:
    """Return `text` with \\n line ends, whole characters, plain spaces and no invisible signs."""
    text = LINE_ENDS.sub("\n", text.translate(TABLE))
    text = TRAILING_SPACE.sub("", OTHER_CONTROLS.sub("", text))
    return BLANK_LINES.sub("\n\n", text).strip()
