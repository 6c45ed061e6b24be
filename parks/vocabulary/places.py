"""Places as people write them → the region they lie in."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class RegionName(NamedTuple):
    """A region as its table holds it; `code` is its GB/T 2260 code, `level` 1 to 3."""

    id: int
    code: str
    level: int
    label_zh: str
    label_en: str
    other_names: Sequence[str] = ()


PEOPLES = (
    "朝鲜|土家|苗|(?<!西)藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|(?<!内)蒙古|柯尔克孜|哈萨克|维吾尔|满|瑶|土|畲|黎|水"
    "|仡佬|拉祜|佤|纳西|独龙|怒|普米|撒拉|东乡|保安|裕固|锡伯|塔吉克|各|布朗|毛南|仫佬|达斡尔|鄂温克|鄂伦春"
)
SUFFIX = re.compile(
    rf"(?:特别行政区|(?:(?:{PEOPLES})族?)*自治[区州县旗]|新区|地区|林区|特区|[省市区县盟旗])$"
)
ENGLISH_SUFFIX = re.compile(
    r" (?:province|city|municipality|district|county|prefecture|autonomous region"
    r"|special administrative region)$"
)
ALTERNATIVES = re.compile(r"[、;；/|]|(?<=[\u4e00-\u9fff])[,，](?=[\u4e00-\u9fff])")
STEPS = re.compile(r"[\s·・•\-–—_>,，()（）]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOME = frozenset(("china", "cn", "prc", "p.r. china", "pr china", "mainland china"))
SHORTEST_NAME = 2


class Places:
    """Finds the region of a place.

    A name that several regions share needs one that holds them, or means the one that lies with
    `near` (a GB/T 2260 code) in one city or province.
    """

    def __init__(self, regions: Iterable[RegionName], *, near: str = "") -> None:
        self._near = near
        self._by_name: dict[str, list[RegionName]] = defaultdict(list)
        for region in sorted(regions, key=lambda region: (region.level, region.code)):
            for name in _names(region):
                self._by_name[name].append(region)

    def find(self, text: str) -> int | None:
        """Return the id of the smallest region that a place names, None where none is sure.

        Of several places the first counts. Chinese goes from large to small (上海·松江·中山),
        English from small to large; an English place that ends in no region of ours is abroad.
        """
        first = ALTERNATIVES.split(unicodedata.normalize("NFKC", text).strip())[0].strip()
        if CHINESE.search(first):
            region = self._descend(_chinese_steps(first.removeprefix("中国")))
        else:
            region = self._climb([part.strip().casefold() for part in first.split(",")])
        return region.id if region else None

    def _descend(self, steps: Iterable[str]) -> RegionName | None:
        found = None
        for step in steps:
            inner = self._longest(step, within=found)
            if inner is None and found is not None:
                break
            found = inner or found
            rest = step
            while found is not None and (rest := _after(rest, found)):
                inner = self._longest(rest, within=found)
                if inner is None:
                    return found
                found = inner
        return found

    def _longest(self, text: str, within: RegionName | None) -> RegionName | None:
        """Return the region whose name is the longest beginning of the text."""
        for end in range(min(len(text), 15), SHORTEST_NAME - 1, -1):
            if region := self._named(text[:end], within):
                return region
        return None

    def _named(self, name: str, within: RegionName | None) -> RegionName | None:
        """Return the one region of this name; of several the one of a higher level than others."""
        regions = [region for region in self._by_name.get(name, ()) if _holds(within, region)]
        if len(regions) > 1 and regions[0].level == regions[1].level:
            return self._nearest(regions)
        return regions[0] if regions else None

    def _nearest(self, regions: Sequence[RegionName]) -> RegionName | None:
        for digits in (4, 2):
            near = [one for one in regions if one.code[:digits] == self._near[:digits]]
            if len(near) == 1:
                return near[0]
        return None

    def _climb(self, parts: list[str]) -> RegionName | None:
        found = None
        for part in reversed([part for part in dict.fromkeys(parts) if part not in HOME]):
            inner = self._named(ENGLISH_SUFFIX.sub("", part), within=found)
            if inner is None:
                break
            found = inner
        return found


def _names(region: RegionName) -> set[str]:
    chinese = [region.label_zh, *filter(CHINESE.search, region.other_names)]
    names = {name for label in chinese for name in (label, SUFFIX.sub("", label))}
    names |= {f"{SUFFIX.sub('', label)}州" for label in chinese if label.endswith("自治州")}
    english = {region.label_en, *region.other_names} if region.level < 3 else {region.label_en}
    names |= {ENGLISH_SUFFIX.sub("", name.casefold()) for name in english}
    return {name for name in names if len(name) >= SHORTEST_NAME}


def _chinese_steps(text: str) -> list[str]:
    return [step for step in STEPS.split(text) if step]


def _after(text: str, region: RegionName) -> str:
    """Return what follows the region's own name in 江苏省淮安市经济开发区."""
    for name in sorted(_names(region), key=len, reverse=True):
        if text.startswith(name):
            return text[len(name) :]
    return ""


def _holds(outer: RegionName | None, inner: RegionName) -> bool:
    return outer is None or (
        inner.level > outer.level and inner.code.startswith(outer.code[: 2 * outer.level])
    )
