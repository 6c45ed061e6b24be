"""Where a person lives and where they want to work, among the places the matcher finds."""

import re
from collections.abc import Hashable, Iterator, Sequence

from talent.cv.values import CvPlaces, Found, MatchedSpan

WANTED = re.compile(
    r"(?:期望|意向|目标|求职|期待|希望|优先)(?:工作)?(?:地点|城市|地区|地域|区域|所在地|地)"
    r"|(?:期望|希望|想要?|愿意?|计划|打算"
    r"|意向|考虑)(?:能够?)?(?:在|到|去|来|前往|回|留在?)|可?接受(?:调剂|外派|派驻|异地)?(?:至|到)"
    r"|\b(?:preferred|desired|target) (?:work )?(?:location|city|cities|region)s?"
    r"|\b(?:willing|able|open|ready|happy|plan\w*|looking|hop\w+|want\w*|prefer\w*"
    r"|seek\w*) (?:\w+ )"
    r"{0,6}?(?:relocat\w+ to|move to|work\w* in|based in|in|to(?! \w+ (?:in|to)\b))\b"
    r"|\brelocat\w+ to\b",
    re.IGNORECASE,
)
HOME = re.compile(
    r"(?:现|目前)?(?:居住地|居住城市|所在地|所在城市|现居|常住地|住址|家庭住址|居住|定居|坐标)"
    r"|\b(?:location|address|based in|living in|live in|residing in|resident of|currently in)\b",
    re.IGNORECASE,
)
END = re.compile(r"[。；;\n|｜]|\.(?=\s|$)|(?<=[\s，,])(?=[\u4e00-\u9fff]{2,6}[:：])")
JOINT = re.compile(
    r"[\s、,，和及或/与\-–—:：()（）是为于]*(?:(?:or|and|市|省|地区|等地?)[\s,，、/]*)*"
)
REACH = 12
LONGEST_LIST = 200


def find_places(text: str, regions: Sequence[MatchedSpan]) -> CvPlaces:
    """Return the places wanted for work, in their order, and the one lived in.

    `regions` are the finds of the matcher of places. A place of birth (籍贯), of a school or an
    employer is neither.
    """
    named = list(_named_after(WANTED, text, regions))
    wanted, places = {one.value: one for one in reversed(named)}, {one.start for one in named}
    homes = (one for one in _named_after(HOME, text, regions) if one.start not in places)
    home = next(homes, None)
    ordered = sorted(wanted.values(), key=lambda one: one.start)
    return CvPlaces(tuple(ordered), home)


def _named_after(
    label: re.Pattern[str], text: str, regions: Sequence[MatchedSpan]
) -> Iterator[Found[Hashable]]:
    """Yield the places that follow the words of `label`, one joined to the next."""
    ordered, number = sorted(regions, key=lambda span: span.start), 0
    for match in label.finditer(text):
        furthest = min(len(text), match.end() + LONGEST_LIST)
        end = END.search(text, match.end(), furthest)
        limit = end.start() if end else furthest
        while number < len(ordered) and ordered[number].start < match.end():
            number += 1
        reached, following = match.end(), number
        while following < len(ordered) and ordered[following].end <= limit:
            span = ordered[following]
            if not _is_joined(text, reached, span.start):
                break
            reached, following = span.end, following + 1
            yield Found(span.payload, span.start, span.end)


def _is_joined(text: str, reached: int, start: int) -> bool:
    """Nothing but a colon, a comma or "and" stands before a place."""
    return start - reached <= REACH and bool(JOINT.fullmatch(text, reached, start))
