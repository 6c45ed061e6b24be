"""Procedures and plans that a posting asks to follow, which is not the skill of writing them."""

import re

PROCEDURES = re.compile(
    r"(?:操作)?sops?|standard operating procedures?|work instructions?|标准(?:操作|作业)(?:规程"
    r"|程序)"
    r"|操作规程|作业指导书|(?:clinical |study |trial )+protocols?|(?:临床)?(?:试验|研究)方案"
)
WRITING = re.compile(
    r"\b(?:writ|draft|author|develop|creat|prepar|revis|review|updat|establish|generat|design"
    r"|implement|prepar|input)"
    r"|编写|撰写|制[定订]|起草|修[订改]|建立|编制|完善|更新|审核|优化"
)
FOLLOWED = re.compile(
    r"\b(?:per|with|according|under|follow\w*|compl(?:y|ies|iance)|adher\w+|accordance)\b"
    r"|遵[守循照]|按照?|依据|执行|符合"
)
ITS_WRITING = re.compile(
    r" (?:development|writing|authoring|drafting|design)\b|[的]?(?:编写|撰写|制[定订])"
)
NEAR = 100
"""Between the verb and the procedures that are written, at most."""


def is_only_followed(text: str, first: int, start: int, end: int) -> bool:
    """Say whether text[start:end] names procedures without a verb of writing in the clause.

    The clause begins at `first`; the text is in lower case.
    """
    if not PROCEDURES.fullmatch(text, start, end):
        return False
    if ITS_WRITING.match(text, end):
        return False
    verbs = [verb.end() for verb in WRITING.finditer(text, max(first, start - NEAR), start)]
    return not verbs or FOLLOWED.search(text, verbs[-1], start) is not None
