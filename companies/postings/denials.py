"""What a posting names only to say that it is not asked for, or will be taught."""

import re
from collections.abc import Iterator

ASKED = (
    r"(?:required|needed|necessary|essential|mandatory|compulsory|expected|a (?:must|requirement))"
)
THINGS = (
    r"(?:experience|knowledge|background|skills?|training|qualifications?|certifi\w+|licen[sc]e"
    r"|degree|expertise)"
)
FORWARD = re.compile(
    rf"\bno (?:[\w/&+-]+,? ){{0,8}}?{THINGS}(?: [\w/&+-]+,?){{0,8}}? {ASKED}"
    r"|\b(?:you|we|role|position|job|candidates?|applicants?) (?:do|does|will|would|is|are|need)"
    r"(?: not|n['’]t)\b(?! only| limited)[^,.;:]{0,60}"
    r"|\bopposed to [^.;]{0,60}"
    r"|\b(?:rather than|instead of|other than|excluding|not including|\bnon)[ -]"
    r"(?:an? |the )?(?:[\w+#-]+ ?){1,3}"
    r"|opportunit(?:y|ies) to (?:grow|learn|gain|expand|enhance|broaden|deepen|(?:build|develop)"
    r" your)\b[^.;:]{0,120}"
    r"|\b(?:develop|gain|acquire) (?:your |new )?(?:[\w-]+ ){0,4}skills\b"
    r"|\bculture (?:of|that) [^.;:]{0,80}"
    r"|(?:无需|无须|毋需|毋须|不需要?|不必|不用|不要求)[^，,。；;：:]{0,40}"
    r"|(?<!绝)(?:没有|无|不具备|未接触过|不熟悉|不了解|不会|不懂)[^，,。；;：:]{1,30}?"
    r"[，,]?(?:亦可|也可|均可|也行|没关系|(?:可|将|会|公司)[^，,。；;]{0,8}培训)"
    r"|(?:不含|不包括|不包含|不涉及|不承担|不是|非|无)(?=销售|营销|推销|GMP|gmp"
    r"|业绩)[^，,。；;]{0,8}"
    r"|[（(]非[^（）()]{1,20}[)）]"
    r"|(?:公司|我们|将|可|免费)(?:会|将)?提供[^，,。；;]{0,30}(?:培训|学习机会)(?:课程|体系|机会)?"
)
BACKWARD = re.compile(
    rf"\b(?:is|are|was|experience|knowledge)?,? ?(?:not|isn['’]t|aren['’]t) (?:strictly "
    rf"|a )?{ASKED}"
    r"|(?:经[验历]|基础|专业|背景)?(?:不限|不作(?:硬性)?要求|不做(?:硬性)?要求|无(?:硬性|特殊)?要求"
    r"|没有要求|非必[须需备要]|不是必[须需要])"
)
BEGINS = re.compile(r"[,;:(，。；;：]|\b(?:but|though|although|while|however)\b")
WINDOW = 120
STILL_LIKED = re.compile(
    r"优先|加分|更佳|尤佳|者佳|为佳|最好|prefer|desirable|\bplus\b|advantage|\basset\b|beneficial"
    r"|bonus"
    r"|nice to have|\bideal"
)
HINT = re.compile(
    r"\bno\b|not\b|n['’]t\b|\bnon|than\b|instead|opposed|excluding|opportunit|culture"
    r"|develop |gain|acquire|[无不非未]|没有|提供"
)


def denied(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a clause text[start:end], in lower case, that ask for nothing.

    "Not required, but a plus" still asks: it is a preference.
    """
    if not HINT.search(text, start, end):
        return
    for found in FORWARD.finditer(text, start, end):
        yield found.span()
    if STILL_LIKED.search(text, start, end):
        return
    for found in BACKWARD.finditer(text, start, end):
        first = max(start, found.start() - WINDOW)
        begins = [mark.end() for mark in BEGINS.finditer(text, first, found.start())]
        yield (begins[-1] if begins else first), found.end()
