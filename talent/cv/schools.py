"""Names of universities, colleges and schools in text, Chinese and English."""

import re
from collections.abc import Iterator

from talent.cv.values import Found

# A faculty follows its university ("南京大学生命科学学院"); an independent college bears a proper
# name ("北京工业大学耿丹学院"). So what starts with a subject is a faculty, no part of the name.
FACULTY = (
    "(?:生命|生物|药学|药科|医学|基础医|临床|公共卫生|公共管理|护理|口腔|化学|化工|化生|材料"
    "|环境|信息科学|计算机|软件学"
    "|电子信息|电气|自动化|机械|能源|动力|土木|建筑工程|经济|经管|管理|法学|文学|外国语|外语学"
    "|新闻|艺术学|体育学|数学"
    "|物理|统计|食品|农学|园艺|动物|植物|水产学|马克思|人文|教育学|继续|成人|网络|研究生"
    "|国际(?!关系)|交叉|检验|中医学"
    "|中药|制药|理学|工学|商学|资源|海洋科|地球)"
)
UNIVERSITY = r"大学(?!生(?![物命态医化科药理])|英语|城|[四六]级|物理|先修)"
COLLEGE = r"(?<!科)学院(?![派奖级路])"
SCHOOL = r"高等专科学校|专科学校|职业学校|中等专业学校|技工学校|卫生学校|技师学院"
INSTITUTE = r"(?<=[\u4e00-\u9fff])研究所|科学院(?!大学|[\u4e00-\u9fff]{2,10}研究所)"
BRACKET = r"(?:[（(][\u4e00-\u9fff]{2,12}[）)])?"
PROPER_COLLEGE = rf"(?:(?!{FACULTY})[\u4e00-\u9fff]{{2,10}}?(?:学院|分校|校区))?"
CHINESE = re.compile(
    rf"[\u4e00-\u9fff]{{0,40}}?(?:{UNIVERSITY}|{COLLEGE}|{SCHOOL}"
    rf"|{INSTITUTE}){BRACKET}{PROPER_COLLEGE}"
)
# What stands before a name without a space: labels, the end of a date, verbs, a degree.
LEAD = re.compile(
    r"^.*(?:毕业[院学]校|毕业学院|学校名称|院校名称|学习时间|学位专业|毕业于|就读于|在读|考入"
    r"|保送|学校|院校|学历|学位|专业|时间"
    r"|博士|硕士|本科|大专|中专|研究生|至今|[的了于是从被我])(?=[\u4e00-\u9fff]{2})"
    r"|^[年月号起至今]+|^日(?!照)"
)
NO_NAMES = re.compile(
    rf"(?:{FACULTY}.*|.*毕业|取得|获得|所在|二级|本|该|各|我|独立|综合性?|重点|名牌|国内|国外"
    rf"|一流|普通|全日制|统招|同|外|就读|知名)"
    r"(?:大学|学院|学校|研究所|科学院)"
)
SHORTEST_NAME, LONGEST_NAME = 4, 24

WORD = r"(?<![A-Za-z.'’&-])[A-Z][A-Za-z.'’&-]{0,24}"
PLACE = rf"{WORD}(?: {WORD})?(?: (?:at|and|of|&|in) (?:the )?{WORD}(?: {WORD})?){{0,2}}"
ENGLISH = re.compile(
    rf"University of (?:the )?{PLACE}|\bUC {WORD}(?: {WORD})?"
    rf"|(?:{WORD} (?:(?:and|of|the|for) )?){{1,5}}(?:University|College|Institute|Polytechnic"
    rf"|Academy|School)\b(?: (?:of|for) (?:the )?{PLACE})?"
)
SUBJECT_BEFORE_NAME = re.compile(
    r"^(?:(?:(?:Bachelor|Master|Doctor)(?:'s|’s|s)? of|B\.?Sc\.?|M\.?Sc\.?|Ph\.?D\.?|Science"
    r"|Arts|Engineering|Chemistry|Biology|Biotechnology|Pharmacy|Pharmacology|Microbiology"
    r"|Medicine|Biochemistry|Degree|Honou?rs|Education|Graduated|From|At|In|The) )+(?=[A-Z]\S* )"
)
NO_ENGLISH_NAMES = re.compile(
    r".*High School|(?:Graduate|Medical|Business|Law|Summer|Primary|Middle|Secondary|Vocational"
    r"|Technical"
    r"|Junior|Community|State) (?:School|College|University)|.*(?:Vocational"
    r"|Technical) (?:Secondary|High) School"
)


def find_schools(text: str, start: int, end: int) -> Iterator[Found[str]]:
    """Yield the names of schools in `text[start:end]` in their order; unnamed ones are left out."""
    found = [*_chinese(text, start, end), *_english(text, start, end)]
    yield from sorted(found, key=lambda school: school.start)


def _chinese(text: str, start: int, end: int) -> Iterator[Found[str]]:
    for match in CHINESE.finditer(text, start, end):
        lead = LEAD.match(match[0])
        name = match[0][lead.end() :] if lead else match[0]
        if SHORTEST_NAME <= len(name) <= LONGEST_NAME and not NO_NAMES.fullmatch(name):
            yield Found(name, match.end() - len(name), match.end())


def _english(text: str, start: int, end: int) -> Iterator[Found[str]]:
    for match in ENGLISH.finditer(text, start, end):
        lead = SUBJECT_BEFORE_NAME.match(match[0])
        name = match[0][lead.end() :] if lead else match[0]
        if not NO_ENGLISH_NAMES.fullmatch(name):
            yield Found(name, match.end() - len(name), match.end())
