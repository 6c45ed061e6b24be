"""Name, e-mail address and telephone number; a name only where it is hard to be wrong."""

import re

from talent.cv.sections import heading_kind
from talent.cv.values import Found

EMAIL = re.compile(
    r"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w@-])",
    re.ASCII,
)
# Chinese mobiles and land lines, +country and North American numbers; no part of more digits.
PHONE = re.compile(
    r"(?<![\w.@/-])(?:"
    r"(?:(?:\+|00)86[- ]?|\(\+?86\)[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|0\d{2,3}-\d{7,8}"
    r"|\+(?!86)\d{1,3}[- .]?(?:\(\d{1,4}\)[- .]?)?\d{2,4}(?:[- .]?\d{2,4}){1,4}"
    r"|\(\d{3}\)[- .]?\d{3}[- .]\d{4}"
    r"|\d{3}[- .]\d{3}[- .]\d{4}"
    r")(?![\w@]|-\d)",
    re.ASCII,
)
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚"
    "范彭郎鲁韦昌马苗凤花方俞"
    "任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛"
    "汪祁毛禹狄米贝明臧计伏成"
    "戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万支柯管卢莫经房裘缪干"
    "解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封芮靳段富巫乌焦巴弓牧山谷车"
    "侯全秋仲伊宫宁仇栾甘厉祖"
    "武符刘景詹束龙叶幸司韶黎薄印宿白蒲鄂索咸籍赖卓蔺屠蒙池乔阴苍闻翟谭贡劳姬申扶堵冉宰郦雍桑桂"
    "牛寿通边扈燕冀尚农温别庄晏"
    "柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄东欧利师巩聂关荆覃岳隋"
    "付肖代佘佟涂仝闫邸占"
)
COMPOUND_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
)
NEXT_LABEL = (
    r"(?=性\s*别|年\s*龄|出\s*生|民\s*族|电\s*话|手\s*机|籍\s*贯|政\s*治|学\s*历|联\s*系"
    r"|邮\s*箱|英文|[^\u4e00-\u9fff·]|$)"
)
LABELLED_NAME = re.compile(
    rf"姓[ \u3000]{{0,4}}名[ \t:："
    rf"|]{{0,4}}([\u4e00-\u9fff·]{{2,12}}?){NEXT_LABEL}"
)
LABELLED_ENGLISH_NAME = re.compile(
    r"^(?:full )?name[ \t]*[:：][ \t]*([A-Z][A-Za-z.'’ -]{2,40})$", re.I | re.M
)
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1}[ \u3000]{1,4}[\u4e00-\u9fff]")
TITLE = r"(?:Dr|Mr|Ms|Mrs|Prof)\.? "
AFTER_NAME = r"(?:,? (?:Ph\.?D\.?|M\.?D\.?|MSc|M\.S\.|MBA|RN|RPh|PharmD))*"
WORD = r"[A-Z](?:[a-z'’.-]+[A-Z]?[a-z'’]*|['’][A-Z][a-z]+|[A-Z'’-]+|\.)?"
ENGLISH_NAME = re.compile(rf"(?:{TITLE})?{WORD}(?: {WORD}){{1,3}}{AFTER_NAME}")
# Words that head a CV in place of a name: posts, papers, subjects.
NO_NAME = re.compile(
    r"\b(?:resume|curriculum|vitae|cv|summary|profile|objective|scientist|engineer|technician"
    r"|manager|consultant"
    r"|coordinator|specialist|assistant|associate|analyst|director|officer|chemist|pharmacist"
    r"|nurse|intern"
    r"|technologist|supervisor|developer|researcher|mentor|clinical|quality|research|laboratory"
    r"|medical|senior"
    r"|junior|lead|head|business|development|sales|marketing|project|product|data|regulatory"
    r"|affairs|student"
    r"|graduate|bachelor|master|doctor of|university|college|inc|ltd|company|city|street|road"
    r"|control|document"
    r"|record|batch|process|production|manufacturing|logistics|pharmacy|microbiology|biology"
    r"|chemistry)\b",
    re.IGNORECASE,
)
AFTER_HEAD_NAME = re.compile(
    r"[ \t]*[|｜/,，\t]|\s{2,}|\s+(?=\S+@|\+?\d)"
    r"|\s?(?=毕业|电话|手机|联系|邮箱|性别|男[ |，,]|女[ |，,]|应聘|求职|出生|(?i:mobile|tel"
    r"|phone|e-?mail)\b)"
)
LINES_OF_A_HEAD = 6


def find_email(text: str) -> Found[str] | None:
    """Return the first e-mail address of `text`."""
    match = EMAIL.search(text)
    return Found(match[0], match.start(), match.end()) if match else None


def find_phone(text: str) -> Found[str] | None:
    """Return the first telephone number of `text` as it is written there."""
    match = PHONE.search(text)
    return Found(match[0], match.start(), match.end()) if match else None


def find_name(text: str) -> Found[str] | None:
    """Return the name that a label or the first line gives; the latter only above a contact."""
    for pattern in (LABELLED_NAME, LABELLED_ENGLISH_NAME):
        match = pattern.search(text)
        if match and (pattern is LABELLED_ENGLISH_NAME or _is_chinese_name(match[1])):
            return Found(match[1].strip(), match.start(1), match.start(1) + len(match[1].strip()))
    return _name_in_head(text)


def _name_in_head(text: str) -> Found[str] | None:
    head = "\n".join(text.split("\n", LINES_OF_A_HEAD)[:LINES_OF_A_HEAD])
    if not (EMAIL.search(head) or PHONE.search(head)):
        return None
    for line in head.split("\n")[:3]:
        name = _name_of_line(line.strip())
        if name:
            start = text.index(name)
            return Found(name, start, start + len(name))
    return None


def _name_of_line(line: str) -> str | None:
    words = AFTER_HEAD_NAME.split(line, maxsplit=1)[0].strip()
    if heading_kind(line) or NO_NAME.search(words):
        return None
    is_name = _is_chinese_name(words) or ENGLISH_NAME.fullmatch(words)
    return words if is_name else None


def _is_chinese_name(words: str) -> bool:
    letters = re.sub(r"\s", "", words)
    if letters.startswith(COMPOUND_SURNAMES):
        return 3 <= len(letters) <= 4 and bool(CHINESE_NAME.fullmatch(words))
    if "·" in letters:
        return 4 <= len(letters) <= 12
    return 2 <= len(letters) <= 3 and letters[0] in SURNAMES and bool(CHINESE_NAME.fullmatch(words))
