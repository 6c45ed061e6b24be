"""The sections of a CV, by their headings in Chinese and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    HEADER = "header"
    SUMMARY = "summary"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    PROJECTS = "projects"
    SKILLS = "skills"
    CERTIFICATES = "certificates"
    LANGUAGES = "languages"
    COURSES = "courses"
    PUBLICATIONS = "publications"
    AWARDS = "awards"
    REFERENCES = "references"
    WISHES = "wishes"
    INTERESTS = "interests"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """The body of a section is `text[start:end]`; its heading, if any, stands before `start`."""

    kind: SectionKind
    start: int
    end: int


S = SectionKind
CHINESE = (
    (
        S.EDUCATION,
        r"教育(?:背景|经历|情况|程度|信息)?|学习经历|求学经历|学历(?:背景|情况)"
        r"|学业背景",
    ),
    (
        S.EXPERIENCE,
        r"(?:工作|实习|任职|职业|主要|社会实践|实践|工作[与/／]实习|实习[与/／]工作)(?:经历"
        r"|经验|履历|情况)|工作(?:背景|履历)|主要工作|实习(?:工作)?",
    ),
    (
        S.PROJECTS,
        r"(?:科研|项目|研究|课题|实验)(?:经历|经验|背景|项目)|科研实践|项目(?:情况|展示)?|课题",
    ),
    (
        S.SKILLS,
        r"(?:个人|专业|职业|掌握|核心|实验|技术|其他|相关|主要|IT)?(?:技能|技术专长)(?:特长"
        r"|清单|水平|与特长)?"
        r"|专业(?:能力|特长|知识)|技能(?:与|和|及|[/／])(?:证书|语言|特长)|技能证书与语言|实验技术"
        r"|技术能力",
    ),
    (S.SUMMARY, r"(?:自我|个人)(?:评价|总结|简介|优势|介绍|概述|描述|陈述)|职业概述|关于我"),
    (
        S.CERTIFICATES,
        r"(?:资格|职业资格|技能|资质|所获|获得|相关|职业|专业)?证书(?:情况|资质"
        r"|与资质)?|资质证书|职业资格",
    ),
    (S.LANGUAGES, r"(?:语言|外语)(?:能力|水平|技能)?|英语水平"),
    (S.HEADER, r"基本(?:信息|资料|情况)|个人(?:信息|资料|情况)|联系方式|个人简历|简历"),
    (S.WISHES, r"求职(?:意向|目标|意愿)|期望工作|(?:职业|求职)(?:意向|期望)"),
    (S.COURSES, r"(?:主修|核心|相关|主要|专业)课程"),
    (
        S.AWARDS,
        r"(?:所获|个人|荣誉)?(?:荣誉|奖项|奖励)|获奖(?:情况|经历|荣誉)?|荣誉奖项|荣誉(?:与|和|及)?证书"
        r"|奖惩情况|荣誉称号",
    ),
    (
        S.PUBLICATIONS,
        r"发表论文|(?:学术)?论文(?:发表|著作)?|(?:学术|科研|研究)成果|专利(?:成果|情况)?"
        r"|(?:论文|成果)(?:与|和|及|[/／、])专利|著作(?:论文)?|发表(?:成果|文章|情况)",
    ),
    (S.REFERENCES, r"推荐人|证明人"),
    (S.INTERESTS, r"(?:兴趣)?爱好|兴趣(?:特长)?|业余爱好"),
    (
        S.OTHER,
        r"附加信息|其他(?:信息)?|培训经历|(?:校园|校内|在校|社团|学生工作)(?:活动|经历|实践)?",
    ),
)
ENGLISH = {
    "language": S.LANGUAGES, "languages": S.LANGUAGES,
    "education": S.EDUCATION, "academic": S.EDUCATION, "academics": S.EDUCATION,
    "qualifications": S.EDUCATION, "degrees": S.EDUCATION,
    "experience": S.EXPERIENCE, "experiences": S.EXPERIENCE, "employment": S.EXPERIENCE,
    "internship": S.EXPERIENCE, "internships": S.EXPERIENCE, "history": S.EXPERIENCE,
    "projects": S.PROJECTS,
    "skill": S.SKILLS, "skills": S.SKILLS, "competencies": S.SKILLS, "expertise": S.SKILLS,
    "proficiencies": S.SKILLS,
    "certifications": S.CERTIFICATES, "certification": S.CERTIFICATES,
    "certificates": S.CERTIFICATES, "licenses": S.CERTIFICATES, "licences": S.CERTIFICATES,
    "licensure": S.CERTIFICATES,
    "summary": S.SUMMARY, "profile": S.SUMMARY, "objective": S.SUMMARY, "focus": S.SUMMARY,
    "background": S.SUMMARY, "me": S.SUMMARY,
    "highlights": S.SKILLS,
    "coursework": S.COURSES, "courses": S.COURSES, "modules": S.COURSES,
    "awards": S.AWARDS, "honors": S.AWARDS, "honours": S.AWARDS, "scholarships": S.AWARDS,
    "publications": S.PUBLICATIONS, "patents": S.PUBLICATIONS, "conferences": S.PUBLICATIONS,
    "posters": S.PUBLICATIONS, "presentations": S.PUBLICATIONS, "talks": S.PUBLICATIONS,
    "references": S.REFERENCES, "referees": S.REFERENCES,
    "interests": S.INTERESTS, "hobbies": S.INTERESTS,
    "accomplishments": S.OTHER, "achievements": S.OTHER, "links": S.OTHER,
    "memberships": S.OTHER, "volunteering": S.OTHER, "activities": S.OTHER,
}  # fmt: skip
MODIFIERS = {
    "about", "additional", "and", "&", "/", "career", "clinical", "computer", "core", "executive",
    "industry", "industrial", "information", "key", "lab", "laboratory", "my", "of", "other",
    "personal", "professional", "related", "relevant", "research", "selected", "soft", "technical",
    "the", "training", "work", "working",
}  # fmt: skip
DECORATION = " \t\n•·■◆●◇□▌▍|│*#=~_—–－【】[]「」『』<>《》（）()★☆✦►▶➤❖:：、.．"
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.．)）]\s*")
# 工作经验（3年2个月）
LENGTH = re.compile(r"[ ]?[（(][^）)\n]{0,10}[年月][）)]\s*$")
SPACED_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
LATIN_PART = re.compile(r"[A-Za-z][A-Za-z&/ ]*")
CHINESE_HEADINGS = tuple((kind, re.compile(pattern)) for kind, pattern in CHINESE)
INLINE_HEADING = re.compile(r"^[ \t]*([^:：\n]{2,30})[:：](?=[ \t]*\S)")
BRACKETED_HEADING = re.compile(r"^[ \t]*【([^】\n]{2,12})】")
# Below a list of posts this opens the studies; in the head of a CV it is one label of many.
STUDY_LABEL = re.compile(r"[ \t]*(?:最高)?(?:学历|学位|毕业院校|毕业学校)[ \t]*[:：]")
INLINE_KINDS = (S.SKILLS, S.LANGUAGES, S.CERTIFICATES, S.EDUCATION, S.EXPERIENCE, S.SUMMARY)
LONGEST_HEADING = 45

# Text whose line ends were lost: only unmistakable four-character headings count inside a line.
RUN_ON_LENGTH = 150
RUN_ON_HEADING = re.compile(
    r"(?<![年的有无富、])(?P<heading>教育(?:背景|经历)|(?:项目|科研|培训)(?:经历|经验)"
    r"|(?:工作|实习|主要)(?:经历|经验)(?=[:：\d（(]|时间|Project)|(?:自我|个人)评价|(?:个人"
    r"|专业|掌握)技能"
    r"|附加信息|个人信息|(?:个人|所获)荣誉|所获证书|证书情况|语言能力|校园活动)[:：]?"
)


def split_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of `text` in order; together with their headings they cover all of it."""
    sections: list[Section] = []
    kind, start = SectionKind.HEADER, 0
    for heading_kind, heading_start, body_start in _headings(text):
        if kind is SectionKind.HEADER and heading_start == body_start:
            continue
        sections.append(Section(kind, start, heading_start))
        kind, start = heading_kind, body_start
    sections.append(Section(kind, start, len(text)))
    return tuple(section for section in sections if text[section.start : section.end].strip())


def heading_kind(line: str) -> SectionKind | None:
    """Return the kind of section that a whole `line` opens, None when it is no heading."""
    if len(line) > LONGEST_HEADING:
        return None
    line = LENGTH.sub("", line)
    words = SPACED_CHINESE.sub("", NUMBERING.sub("", line.strip(DECORATION)).strip(DECORATION))
    chinese = LATIN_PART.sub(_without_translation, words).strip(DECORATION)
    if chinese:
        return _chinese_kind(words if words.isascii() else chinese)
    is_list_item = line.lstrip().startswith(("•", "-", "*", "·"))
    return None if is_list_item else _english_kind(words)


def _without_translation(latin: re.Match[str]) -> str:
    """Drop the English twin of a heading (教育背景 Education); other words are content."""
    tokens = _tokens(latin[0])
    return "" if all(token in ENGLISH or token in MODIFIERS for token in tokens) else latin[0]


def _headings(text: str) -> Iterator[tuple[SectionKind, int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield from _headings_of_line(line, position)
        position += len(line)


def _headings_of_line(line: str, position: int) -> Iterator[tuple[SectionKind, int, int]]:
    kind = heading_kind(line)
    inline, bracketed = INLINE_HEADING.match(line), BRACKETED_HEADING.match(line)
    if kind:
        yield kind, position, position + len(line)
    elif bracketed and heading_kind(bracketed[1]):
        yield heading_kind(bracketed[1]), position, position + bracketed.end()
    elif STUDY_LABEL.match(line):
        yield S.EDUCATION, position, position
    elif inline and heading_kind(inline[1]) in INLINE_KINDS:
        yield heading_kind(inline[1]), position, position + inline.end()
    elif len(line) > RUN_ON_LENGTH:
        for match in RUN_ON_HEADING.finditer(line):
            yield _chinese_kind(match["heading"]), position + match.start(), position + match.end()


def _chinese_kind(words: str) -> SectionKind | None:
    return next((kind for kind, pattern in CHINESE_HEADINGS if pattern.fullmatch(words)), None)


def _english_kind(words: str) -> SectionKind | None:
    """All words must be those of headings; the first that names a kind decides."""
    tokens = _tokens(words)
    keys = [token for token in tokens if token in ENGLISH]
    if not keys or len(tokens) > 5 or words[:1].islower():
        return None
    known = all(token in ENGLISH or token in MODIFIERS for token in tokens)
    return ENGLISH[keys[0]] if known else None


def _tokens(words: str) -> list[str]:
    return words.lower().replace("&", " & ").replace("/", " / ").split()
