"""The headings inside postings, by what the section below them says."""

import re
from collections.abc import Iterator
from enum import Enum


class Section(Enum):
    """What the heading above a clause says about the skills named in it."""

    DESCRIBED = "described"
    REQUIRED = "required"
    WISHED = "wished"
    ADVERTISED = "advertised"


CHINESE_HEADS = {
    Section.WISHED: r"优先(?:考虑|录用)?(?:条件|项)|加分(?:项|条件)|优选条件",
    Section.REQUIRED: (
        r"(?:任职|岗位|职位|应聘|招聘|基本|资格|技能|能力|学历|专业|工?作?经验|其[他它]|素质|录用"
        r"|必备|硬性|人员|招收|申请|报名|资质)"
        r"(?:要求|资格|条件|标准)(?:描述)?|(?<![\u4e00-\u9fff])(?:要求|条件|资格)"
        r"|我们(?:希望|期待|需要)(?:你|您)|(?:你|您)需要(?:具备)?(?=[:：])"
    ),
    Section.DESCRIBED: (
        r"(?:岗位|工作|主要|职位|职责)+(?:职责|内容|描述|任务|概要|说明)|(?<![\u4e00-\u9fff])职责"
        r"|研究方向|(?:你|您)将(?:负责|参与)(?=[:：])"
    ),
    Section.ADVERTISED: (
        r"(?:公司|企业|单位|团队|集团|实验室|课题组|研究[所院]|医院|平台)(?:简介|介绍|概况|文化"
        r"|优势|福利)"
        r"|关于我们|加入我们|(?:薪资|薪酬|职位|员工|工资|公司)*(?:福利|待遇)+(?:保障)?"
        r"|我们(?:能)?(?:提供|能给你)|发展(?:机会|空间)|(?:联系|应聘|投递|报名|申请|简历投递)方式"
    ),
}
ENGLISH_HEADS = {
    Section.WISHED: (
        r"(?:preferred|desired|desirable|nice[- ]to[- ]haves?|bonus(?: points)?"
        r"|additional preferences"
        r"|pluses|what would be (?:nice|great))[^\n:.]{0,40}"
    ),
    Section.DESCRIBED: (
        r"(?:(?:key|primary|main|essential|job|core|typical|roles?|your|and|position|specific) )*"
        r"(?:responsibilities|duties|accountabilities|functions)[^\n:.]{0,40}"
        r"|(?:here['’]s )?(?:what|how) you(?:['’]ll| will)(?: be)? (?:do|contribut|make"
        r"|work)[^\n:.]{0,40}"
        r"|(?:about )?(?:the |this |your )?(?:role|position|opportunity|job)"
        r"(?: overview| summary| description| purpose)?|(?:job |position |role )?(?:summary"
        r"|overview)"
        r"|what will you do|what success looks like|the impact you(?:['’]ll| will) make"
        r"|(?:job )?description|in this role[^\n:.]{0,30}|as a member of[^\n:.]{0,30}"
    ),
    Section.REQUIRED: (
        r"(?:(?:key|job|position|minimum|basic|required|essential|core|candidate|role|technical"
        r"|your|professional|general) )*(?:requirements|qualifications?|competenc(?:ies|y)|skills?|"
        r"experience|criteria|education|attributes)(?:(?:,| and| &|/) [^\n:.]{1,40}| required)?"
        r"|knowledge,? (?:and )?skills[^\n:.]{0,30}|must[- ]haves?|person specification|essential"
        r"|required|what you(?:['’]ll| will)? (?:need|bring|have)[^\n:.]{0,40}|who you are"
        r"|about you"
        r"|to be successful[^\n:.]{0,40}|(?:the )?experience you[^\n:.]{0,30}"
        r"|what (?:minimum )?qualifications do we require|we['’]d love to hear from you if"
        r"|your (?:profile|background)|(?:the )?(?:ideal |successful )?candidate[^\n:.]{0,30}"
    ),
    Section.ADVERTISED: (
        r"(?:more )?about (?!you\b)[^\n:.]{2,40}|company (?:overview|description|profile|culture"
        r"|values)"
        r"|who we are"
        r"|our (?:opportunity|mission|values?|team|company|culture|story)"
        r"|(?:what )?we (?:can )?offer"
        r"|what [^\n:.]{1,30} (?:can )?offers?(?: you)?|who this role is not for"
        r"|benefits[^\n:.]{0,40}|compensation[^\n:.]{0,40}|[^\n:.]{0,40}pay range"
        r"|salary[^\n:.]{0,30}"
        r"|why (?!you\b)[^\n:.]{1,40}|physical (?:demands|requirements)[^\n:.]{0,40}|equal (?:opp"
        r"|emp)[^\n:.]{0,40}"
        r"|working conditions|how to apply|additional information|perks[^\n:.]{0,30}"
        r"|the values we[^\n:.]*|not a (?:good )?fit if|what it['’]s like to work[^\n:.]{0,40}"
        r"|(?:eeo|diversity|our commitment)[^\n:.]{0,40}|life at [^\n:.]{1,40}"
        r"|(?:privacy|data protection)[^\n:.]{0,30}|join (?:us|our team)[^\n:.]{0,30}"
    ),
}
WHAT_IS_ASKED = "Qualifications|Requirements|Skills|Experience|Knowledge|Competencies|Education"
MORE_OF_IT = rf"(?:,? (?:[Aa]nd |& |/ ?)?(?:{WHAT_IS_ASKED}))*"
INLINE_HEADS = {  # in texts that have lost their lines
    Section.WISHED: (
        rf"(?:Preferred|Desired|Additional) (?:{WHAT_IS_ASKED}){MORE_OF_IT}|Nice to [Hh]ave"
        r"|(?:Desirable|Preferred)(?= ?[:•*¬·-])|Desirable(?= [A-Z])"
    ),
    Section.DESCRIBED: (
        r"(?:Key |Main |Primary )?(?:Responsibilities|Duties)(?: and [A-Z]\w{1,20} Activities)?"
        r"|The [Rr]ole|Job [Pp]urpose|Job [Rr]esponsibilities"
        r"|Main [Dd]uties(?: of the (?:job|role))?"
        r"|Job [Dd]escription|Job [Ss]ummary|About [Tt]he [Rr]ole"
    ),
    Section.REQUIRED: (
        rf"(?:Key|Job|Minimum|Basic|Required|Essential) (?:{WHAT_IS_ASKED}){MORE_OF_IT}"
        rf"|(?:Requirements|Qualifications){MORE_OF_IT}|Essential(?= ?[:•*¬·-])"
        r"|(?<=[a-z:;!?•*)] )Essential(?= [A-Z])(?! (?:Principles|Functions|Duties|Documents|Oils))"
        r"|Essential [Cc]riteria|(?<=[.;!?•*)] )(?:Knowledge|Education|Skills|Experience)(?=:)"
        r"|Person [Ss]pecification|What [Yy]ou(?:['’]ll| will) [Nn]eed|About [Yy]ou|Your [Pp]rofile"
    ),
    Section.ADVERTISED: (
        r"What [Ww]e [Oo]ffer|(?:The )?Benefits|About [Uu]s|How to [Aa]pply"
        r"|Additional [Ii]nformation|Why [Jj]oin [^.?:]{1,30}\?|W(?:HY|hy) [A-Z]\w{1,20}\?"
        r"|(?!Role|Job"
        r"|Position)[A-Z]\w{1,20} Overview"
        r"|Apply (?:[Tt]oday|[Nn]ow)|What to [Ee]xpect|WHAT TO EXPECT NEXT"
    ),
}


def _alternatives(heads: dict[Section, str]) -> str:
    return "|".join(f"(?P<{section.value}>{words})" for section, words in heads.items())


HAS_CHINESE = re.compile(r"[\u4e00-\u9fff]")
IN_CHINESE = re.compile(
    rf"(?:【\s*)?(?:{_alternatives(CHINESE_HEADS)})\s*(?:[:：】\]]|(?=[\s\d(（一])|$)", re.MULTILINE
)
LINE = re.compile(r"^[ \t*#•●·-]*(?=\S)", re.MULTILINE)
ON_OWN_LINE = re.compile(
    rf"(?:{_alternatives(ENGLISH_HEADS)})[ \t]*(?:[:：*]+|(?=\n)|\Z)", re.IGNORECASE
)
IN_LINE = re.compile(rf"(?:{_alternatives(INLINE_HEADS)})(?::|(?= [A-Z•*·¬-]))")
IN_CAPITALS = re.compile(r"(?<![\w,&] )(?<!\w)[A-Z][A-Z,&/'’() -]{3,60}(?=:)")
"""EDUCATION AND SKILLS: is a heading anywhere in a text."""
LETTERS_PER_LINE = 500
"""A text with longer lines than this has lost them, so its headings stand within."""
LEGAL_BEFORE = re.compile(r"(?:[.:;!?*•·)]\s?|[a-z] )\Z")

Head = tuple[int, int, Section]
TASKS = re.compile(
    r"responsib|dut(?:y|ies)|accountab|function|will (?:do|be|make|work|contrib)|you['’]ll"
    r"|success looks|in this role|as a member|职责|内容|任务",
    re.IGNORECASE,
)
"""Of the headings over descriptions those over what is to be done, not over an introduction."""


def ends_introduction(section: Section | None, words: str) -> bool:
    """Say whether under a heading, `words`, begins what is to be done or asked for."""
    is_of_tasks = section is Section.DESCRIBED and TASKS.search(words) is not None
    return is_of_tasks or section in (Section.REQUIRED, Section.WISHED)


def find_heads(text: str) -> Iterator[Head]:
    """Yield the headings in a text: where each starts and ends, and what stands below it."""
    if HAS_CHINESE.search(text):
        yield from _heads(IN_CHINESE.finditer(text))
    starts = (line.end() for line in LINE.finditer(text))
    yield from _heads(filter(None, (ON_OWN_LINE.match(text, start) for start in starts)))
    if len(text) > LETTERS_PER_LINE * (1 + text.count("\n")):
        yield from _heads(filter(_stands_as_head, IN_LINE.finditer(text)))
        yield from _heads(_in_capitals(text))


def _in_capitals(text: str) -> Iterator[re.Match[str]]:
    for capitals in IN_CAPITALS.finditer(text):
        if found := ON_OWN_LINE.match(text, capitals.start(), capitals.end() + 1):
            yield found


def _stands_as_head(found: re.Match[str]) -> bool:
    start = found.start()
    return LEGAL_BEFORE.search(found.string, max(start - 2, 0), start) is not None


def _heads(found: Iterator[re.Match[str]]) -> Iterator[Head]:
    for match in found:
        yield match.start(), match.end(), Section(match.lastgroup)
