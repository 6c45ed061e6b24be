"""Departments and people that a posting names because one works with them or reports to them."""

import re
from collections.abc import Iterable, Iterator

FUNCTION = re.compile(
    r"(?:r&d|research (?:and|&) development|sales|marketing|commercial strategy|manufacturing"
    r"|quality (?:assurance|control|management)|q[ac]|regulatory(?: affairs)?|medical affairs|msls?"
    r"|clinical (?:operations|development|research)|(?:drug |early )?discovery|pre-?clinical"
    r"|biologics manufacturing|supply planning|protein production"
    r"|(?:medical|scientific) communications"
    r"|procurement|purchasing|supply chain|logistics|finance|accounting|legal|human resources|hr"
    r"|business development|market access|technical (?:support|services)|customer (?:support"
    r"|service"
    r"|success)|field (?:application|sales)s?|cmc|labell?ing|pharmacovigilance|biostatistics"
    r"|statistics"
    r"|data (?:science|management)|medical writing|bioinformatics|computational biology"
    r"|process development|(?:senior |executive )?leadership|product (?:managers?|management)"
    r"|key opinion leaders|kols?|(?:us )?fda|ema|mhra|health authorit(?:y|ies)"
    r"|regulatory (?:agencies|authorities)"
    r"|pro(?:ject|gram) manage(?:rs?|ment)|clinical laboratory|software engineers?|data scientists?"
    r"|研发|生产|质量|质量管理|质量保证|质量控制|qa|qc|注册|市场|营销|销售|采购|物流|仓储|临床|医学"
    r"|商务|人事|财务|法务|技术支持|生物信息|生信|it)"
)
WORKS_WITH = re.compile(
    r"(?<!experience )(?<!experience in )\b(?:work|partner|collaborat|liais|interact|interfac"
    r"|communicat|coordinat|engag|align|consult"
    r"|relationship|contact|cooperat)\w*(?: [\w-]+,?){0,5}? (?:with|across|between|alongside)\b"
    r"|\bcolleagues (?:in|from)\b|\bsupport (?:to|for)\b|\bliaison (?:for|to|between|with)\b"
    r"|\bjoin(?:ing)? (?:our|the|an?)\b|\bmembers of\b"
    r"|\b(?:teams?(?: environment)?|departments?|functions?|stakeholders|partners|groups"
    r"|disciplines|organi[sz]ation),? ?"
    r"(?:\((?:e\.g\.,?|i\.e\.,?|such as|including)?|such as\b|(?:especially|like)\b"
    r"|including(?: but not limited to)?\b)"
)
WORKS_WITH_END = re.compile(
    r"(?<!\()\b(?:to|on|for|regarding|while|by|who|that|when|during|through|as|ensuring|in)\b"
    r"(?<!colleagues in)(?<!teams in)(?<!functions in)|[.;:]"
    r"|\band (?:may|will|can|must|should)\b|\((?![\w&/ ]{2,12}\))|\)(?!,| and\b)"
)
PEOPLE = re.compile(
    r"\b(?:teams?|groups?|departments?|colleagues|staff|experts|specialists|professionals"
    r"|scientists"
    r"|engineers|analysts|leads|leaders|managers|functions|stakeholders|vendors)\b"
)
"""After a list of fields: all of it names people, whatever the fields are."""
OF_A_FIELD = re.compile(r" (?:in|from)\b")
TOGETHER = re.compile(r"cross|multi|team|collab|stakeh")
REPORTS = re.compile(
    r"\breport(?:s|ing)?(?: directly| jointly| functionally| administratively)? (?:in)?to\b"
    r"(?: (?!this\b|you\b|will\b|and\b|is\b|are\b|who\b|with\b|he\b|she\b)[\w&/'’,-]+){1,12}"
    r"|向[^，,。；;]{1,20}?汇报|汇报(?:给|对象)[^，,。；;\n]{1,20}"
    r"|^\W{0,3}(?:department|job (?:sub )?(?:function|category)|division"
    r"|business unit):\s*[^\n]{0,80}"
    r"|(?:招聘|所属|用人|工作|所在)?部门[:：][^，,。；;\n]{0,20}|(?:直接"
    r"|直属)?上级[:：][^，,。；;\n]{0,20}",
    re.MULTILINE,
)
CHINESE_WITH = re.compile(
    r"(?:与|和|同|跟|配合|协助|协调|支持|联合|对接|协同|联系)(?:公司|各|其他|相关|内部|的|好)*"
    r"(?P<who>[^，,。；;：:]{1,24}?)"
    r"(?:部门|部|团队|人员|同事|小组|经理|总监|主管|专员|负责人|老师|等?(?:紧密|密切)?(?:合作|沟通"
    r"|协作|配合))"
)
HINT = re.compile(
    r"\b(?:work|partner|collab|liais|intera|interf|commun|coord|engag|align|consult|relat|contact"
    r"|coop"
    r"|colleag|support|team|depart|functi|stakeh|group|discip|report|organi)"
    r"|[与和同跟配协支联对汇部]|上级"
)
NAME = re.compile(r"[A-Z][a-z]+(?:[ &/-]+(?:and |of )?[A-Z][a-z]+)+")
LONGEST = 240


def is_function(words: str) -> bool:
    """Say whether words in lower case may name a department as well as a skill."""
    return FUNCTION.fullmatch(words) is not None


def is_department(words: str) -> bool:
    """Say whether words as written are the name of a department: Clinical Supply."""
    return NAME.fullmatch(words) is not None


def reporting_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that name superiors or the department: nothing in them is asked for."""
    for found in REPORTS.finditer(text, start, end):
        yield found.span()


def worked_with(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that name whom one works with: departments in them are no skills."""
    if not HINT.search(text, start, end):
        return
    for found in WORKS_WITH.finditer(text, start, end):
        last = min(found.end() + LONGEST, end)
        stop = WORKS_WITH_END.search(text, found.end() + 1, last)
        yield found.end(), stop.start() if stop else last
    for found in CHINESE_WITH.finditer(text, start, end):
        yield found.span("who")


def people(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield that part of each stretch that ends in people: no field in it is a skill.

    "Colleagues in chemistry and toxicology" is of people to its end.
    """
    for start, end in stretches:
        named = list(PEOPLE.finditer(text, start, end))
        if named and any(OF_A_FIELD.match(text, one.end()) for one in named):
            yield start, end
        elif named:
            yield start, named[-1].start()


def is_togetherness(words: str) -> bool:
    """Say whether words in lower case name working together, which is a skill of its own."""
    return TOGETHER.search(words) is not None
