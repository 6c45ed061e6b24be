"""Departments and people that a posting names because one works with them or reports to them."""

import re
from collections.abc import Iterable, Iterator

FUNCTION = re.compile(
    r"(?:r&d|research (?:and|&) development|sales|marketing|commercial strategy|manufacturing"
    r"|quality (?:assurance|control|management)|q[ac]|regulatory(?: affairs)?|medical affairs|msls?"
    r"|clinical (?:operations|development|research)|(?:medical|scientific) communications"
    r"|procurement|purchasing|supply chain|logistics|finance|accounting|legal|human resources|hr"
    r"|business development|market access|technical (?:support|services)|customer (?:support"
    r"|service"
    r"|success)|field (?:application|sales)s?|cmc|labell?ing|pharmacovigilance|biostatistics"
    r"|statistics"
    r"|data (?:science|management)|medical writing|bioinformatics|computational biology"
    r"|process development|(?:senior |executive )?leadership|product (?:managers?|management)"
    r"|pro(?:ject|gram) manage(?:rs?|ment)|clinical laboratory|software engineers?|data scientists?"
    r"|研发|生产|质量|质量管理|质量保证|质量控制|qa|qc|注册|市场|营销|销售|采购|物流|仓储|临床|医学"
    r"|商务|人事|财务|法务|技术支持|生物信息|生信|it)"
)
WORKS_WITH = re.compile(
    r"(?<!experience )(?<!experience in )\b(?:work|partner|collaborat|liais|interact|interfac"
    r"|communicat|coordinat|engag|align|consult"
    r"|relationship|contact|cooperat)\w*(?: [\w-]+,?){0,5}? (?:with|across|between|alongside)\b"
    r"|\bcolleagues (?:in|from)\b|\bsupport (?:to|for)\b|\bliaison (?:for|to|between|with)\b"
    r"|\bjoin(?:ing)? (?:our|the|an?)\b"
    r"|\b(?:teams?|departments?|functions?|stakeholders|partners|groups|disciplines"
    r"|organi[sz]ation),? ?"
    r"(?:\((?:e\.g\.,?|i\.e\.,?|such as|including)?|such as\b|(?:especially|like)\b"
    r"|including(?: but not limited to)?\b)"
)
WORKS_WITH_END = re.compile(
    r"\b(?:to|on|for|regarding|while|by|who|that|when|during|through|as|ensuring|in)\b"
    r"(?<!colleagues in)(?<!teams in)(?<!functions in)|[.;:()]"
)
PEOPLE = re.compile(
    r"\b(?:teams?|groups?|departments?|colleagues|staff|experts|specialists|professionals"
    r"|scientists"
    r"|engineers|analysts|leads|leaders|managers|functions|stakeholders|vendors)\b"
)
"""After a list of fields: all of it names people, whatever the fields are."""
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
SECTOR = re.compile(
    r"bio[- ]?tech(?:nology)?|bio[- ]?pharma(?:ceuticals?)?|biologics?|pharmaceutical sciences"
    r"|pharmacy"
    r"|medical devices?|(?:in vitro |molecular )?diagnostics?|ivd|genomics|oncology"
    r"|clinical research"
    r"|(?:cell|gene)(?: (?:and|&) gene)? therapy|vaccines|chemistry|chemical engineering"
    r"|manufacturing"
    r"|translational research|drug discovery|clinical development"
    r"|生物技术|生物制药|生物制品|生物工程|医疗器械|体外诊断|化工|化学|基因检测|测序|药学|临床研究"
    r"|医学检验|分子诊断|疫苗"
)
ITS_SECTOR = re.compile(
    r"(?:[ ,/&-]+(?:and|or|related|other|the|clinical|life|health|pharma\w*|bio\w*|medical|devices?"
    r"|diagnostics?|sciences?|care|healthcare|research|cro|food|academic|similar|contract"
    r"|regulated)\b){0,8}"
    r"[ ,/&-]+(?:industr\w+|sectors?|compan(?:y|ies)|firms?|start-?ups?|space|business(?:es)?"
    r"|settings?|environments?|organi[sz]ations?)\b"
    r"|(?:[、/或和及与]?(?:生物|医药|制药|药品|医疗|器械|食品|化工|化妆品|诊断|技术|相关|等|或|和"
    r"|及|、){0,8})"
    r"(?:行业|产业|企业|公司|领域(?:的)?(?:企业|公司))"
)
LEADS = re.compile(r"(?:负责|管理|领导|组建|带领|建设|担任)[^，,。；;]{0,4}$")
ITS_DEPARTMENT = re.compile(r"部(?:门)?(?![分位件署长])")
ITS_ORGANISATION = re.compile(
    r"(?:科技|生物|医药|技术)*(?:有限|股份|集团|公司)|研究[所院]|学院|所(?=\[|招|[\s,，。、）)]|$)"
    r"|,? (?:inc|ltd|llc|gmbh|corp|corporation|society|association|foundation|institute)\b"
)
HINT = re.compile(
    r"\b(?:work|partner|collab|liais|intera|interf|commun|coord|engag|align|consult|relat|contact"
    r"|coop"
    r"|colleag|support|team|depart|functi|stakeh|group|discip|report|organi)"
    r"|[与和同跟配协支联对汇部]|上级"
)
LONGEST = 240


def is_function(words: str) -> bool:
    """Say whether words in lower case may name a department as well as a skill."""
    return FUNCTION.fullmatch(words) is not None


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
    """Yield that part of each stretch that ends in people: no field in it is a skill."""
    for start, end in stretches:
        named = [found.start() for found in PEOPLE.finditer(text, start, end)]
        if named:
            yield start, named[-1]


def is_togetherness(words: str) -> bool:
    """Say whether words in lower case name working together, which is a skill of its own."""
    return TOGETHER.search(words) is not None


def names_an_organisation(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] names a department, company or industry by what follows it."""
    if ITS_ORGANISATION.match(text, end):
        return True
    if ITS_SECTOR.match(text, end) and SECTOR.fullmatch(text, start, end):
        return True
    leads = LEADS.search(text, max(0, start - 8), start)
    return ITS_DEPARTMENT.match(text, end) is not None and leads is None
