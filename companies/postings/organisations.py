"""Teams, departments, companies and industries that go by the name of a skill."""

import re

from .colleagues import is_function

SECTOR = re.compile(
    r"bio[- ]?tech(?:nology)?|bio[- ]?pharma(?:ceuticals?)?|biologics?|pharmaceutical sciences"
    r"|pharmacy"
    r"|medical devices?|(?:in vitro |molecular )?diagnostics?|ivd|genomics|oncology"
    r"|clinical research"
    r"|(?:cell|gene)(?: (?:and|&) gene)? therapy|vaccines|chemistry|chemical engineering"
    r"|manufacturing"
    r"|translational research|drug discovery|clinical development|antibod(?:y|ies)|small molecules?"
    r"|生物技术|生物制药|生物制品|生物工程|医疗器械|体外诊断|化工|化学|基因检测|测序|药学|临床研究"
    r"|医学检验|分子诊断|疫苗|药品生产|器械生产"
)
ITS_SECTOR = re.compile(
    r"(?:[ ,/&-]+(?:and|or|related|other|the|clinical|life|health|pharma\w*|bio\w*|medical|devices?"
    r"|diagnostics?|sciences?|care|healthcare|research|cro|food|academic|similar|contract"
    r"|regulated|manufacturing)\b){0,8}"
    r"[ ,/&-]+(?:industr\w*|sectors?|compan(?:y|ies)|firms?|start-?ups?|space|business(?:es)?"
    r"|settings?|environments?|organi[sz]ations?|fields?|pipeline|portfolio)\b"
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
ITS_TEAM = re.compile(
    r"(?:,? (?:and|&) [\w-]+)?(?: [\w-]+)? (?:teams?|departments?|groups?|divisions?|committees?"
    r"|colleagues|staff|professionals|personnel|scientists|engineers|experts|specialists)\b"
    r"(?! (?:management|leadership|building|player|lead|leader|supervisor|manager|work))"
)
ITS_TEAMS = re.compile(
    r"(?:,(?: [\w-]+){1,2}){0,3},? (?:and|&|or)(?: [\w-]+){1,2}"
    r" (?:teams|departments|functions|groups|divisions)\b"
)
"""At the end of a list of functions."""
LEADING = re.compile(r"lea?d|manag|mentor|coach|train|supervis|motivat")
LEADS_IT = re.compile(
    r"\b(?:lea?d|manag|build(?!\w* (?:rapport|relationship))|direct|supervis|oversee|oversight|head"
    r"|mentor|coach|train|grow|guid|recruit|hir|seek|look|as an?\b|be an?\b|become)[^.;:\n]{0,60}\Z"
)


def names_an_organisation(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] names a department, company or industry by what follows it."""
    if ITS_ORGANISATION.match(text, end) or _names_a_team(text, start, end):
        return True
    if ITS_SECTOR.match(text, end) and SECTOR.fullmatch(text, start, end):
        return True
    leads = LEADS.search(text, max(0, start - 8), start)
    return ITS_DEPARTMENT.match(text, end) is not None and leads is None


def _names_a_team(text: str, start: int, end: int) -> bool:
    """Say whether a team is named that others lead: "our oncology team" asks for no oncology."""
    is_listed = ITS_TEAMS.match(text, end) and is_function(text[start:end])
    if not (ITS_TEAM.match(text, end) or is_listed) or LEADING.match(text, start, end):
        return False
    return LEADS_IT.search(text, max(0, start - 80), start) is None
