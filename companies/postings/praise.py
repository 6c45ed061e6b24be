"""Sentences in which a company speaks of itself, of what it gives, or of the law.

What they name is no demand. A sentence that turns to the reader, or says whom it seeks, is none of
them: "We are a leader in CAR-T and look for a scientist" asks for something.
"""

import re

ASKS = re.compile(
    r"\byou|\bseek|\blook(?:s|ing)? (?:for|to)\b|\bsearch(?:es|ing)? for\b|\bhiring\b"
    r"|\brecruiting\b"
    r"|\bneeds? (?:to|an?|you|some)\b|\brequire|\bexpect(?:ed|s)? (?:to have|you|the|candidates)"
    r"|\bmust\b|\bcandidate|\bapplicant|\bresponsib|\bwelcome"
    r"|\b(?:role|position|post|post-?holder|incumbent|individual|person|job|someone|somebody)\b"
    r"|(?<!years of )\bexperienced? (?:in|with|of)\b|\b(?:want|would like|wish) (?:to|some)"
    r"|\bability to\b"
)
OF_US = re.compile(
    r"(?:^\W*|, )we(?:['’](?:re|ve))? |^\W*(?:at [\w ]{2,30}, )?our\b"
    r"|^\W*(?:for|since|with|as|through|over|by|in|at)\b[^.]{0,80}? we (?:have|are|were|bring"
    r"|combine)\b"
    r"|\bour (?:mission|vision|purpose|goal) |^\W*it (?:is|has|speciali[sz]es|focuses|develops"
    r"|offers)\b"
)
ABOUT_A_COMPANY = re.compile(
    r"\bis (?:an?|the|one of(?: the)?)\b[^.]{0,60}?\b(?:company|companies|provider|manufacturer"
    r"|supplier|organi[sz]ation|firm|start-?up|pioneer|innovator|corporation|employer|subsidiary"
    r"|cro|cdmo|cmo|(?:global|world|market|industry)[ -]leader|leading (?:global|international|"
    r"provider|bio\w*|pharma\w*|life|medical|contract)|leader in)\b"
    r"|\bindustry[- ]leading in\b"
    r"|\b(?:is|are) (?:headquartered|recogni[sz]ed as|proud (?:to|of)|committed to|dedicated to)\b"
    r"|\bwas founded in\b|\bfounded in \d"
    r"|^\W*(?:the|this) (?:[\w&,'’-]+ ){0,8}?(?:team|group|department|organi[sz]ation"
    r"|unit|function)"
    r"(?: (?:in|at|within) [^.,]{1,60}?)? (?:is|are|has|uses?|works?|consists?|delivers?|focuses"
    r"|plays|specializes|sits)\b"
    r"|^\W*examples of projects\b"
)
OF_TERMS = re.compile(
    r"\bequal (?:employment )?opportunit|without regard to|regardless of (?:race|gender|age|sex)"
    r"|\breasonable (?:accommodation|adjustment)|\bprotected (?:veteran|characteristic|by law)"
    r"|\baffirmative action|\be-?verify\b|\bbackground (?:check|screen)|\b(?:pay|salary) range"
    r"|\bbase (?:salary|pay)|\btotal rewards|\b401\(?k|\bhealth insurance|\bdental\b"
    r"|\bpaid time off"
    r"|\bparental leave|\bprivacy (?:notice|policy|statement)|\bvisa sponsorship"
    r"|\bhealth (?:and|&) wel|\bretirement plan|\bstock option|\bcompany holidays|\bgym\b"
    r"|\bannual leave|\bon our mission to\b|\bjoin us (?:on|in)\b"
    r"|\bapplication process|\b(?:your|the) application\b|\bwhen applying|\bhiring managers?\b"
    r"|\binterview process|\b(?:encourage|discourage) applicants|\bcase study, "
    r"|\bunsolicited|\brecruit(?:ment|ing|er) (?:agenc|scam|fraud)|\bbenefits (?:include|package)"
    r"|\bcompensation (?:package|and benefits)|\bdiversity(?:,| and) (?:equity|inclusion)"
    r"|\b(?:we|company) (?:also )?(?:offers?|provides?) (?:an? |our |you )"
    r"|(?:提供|享有|享受|缴纳|完善的|优厚的|竞争力)[^。；]{0,30}?(?:薪|福利|待遇|五险|社保|公积金"
    r"|年假|奖金|晋升)"
)
NAMED = re.compile(
    r"\b(?:At|About|Join(?:ing)?|Why|Working (?:at|for)) (?P<name>[A-Z][\w&-]*[A-Za-z\d])(?!['’]\w)"
    r"|(?:^|[.!?]\s)(?P<subject>[A-Z][\w&-]*[A-Za-z\d])[^.\n]{0,40}? is (?:an?|the"
    r"|one of) [^.\n]{0,80}?"
    r"\b(?:company|corporation|organi[sz]ation|firm|provider of|manufacturer of|global leader)\b",
    re.MULTILINE,
)
NO_NAMES = frozenset(
    "The This That Our Us You Your We Me A An It Its What How Who Least Each Role Position Job Team"
    " Company These There Work Now Today He She They Candidate Applicant".lower().split()
)

CHINESE_ASKS = re.compile(
    r"招聘|诚聘|诚邀|寻找|要求|需要|负责|应聘|岗位|职位|熟悉|掌握|经验|具[备有]|[你您]"
)
CHINESE_OF_US = re.compile(
    r"[^，,]{0,30}?(?:公司|集团|研究院|医院|企业|我们|我司|中心|课题组|实验室)[^，,]{0,12}?"
    r"(?:(?:成立|创立|创建|始建|组建)于|是(?:一家|国内|中国|全球|集|由|专业)|致力|专注|专业从事"
    r"|总部"
    r"|坐落|隶属|主要从事|主营|拥有|产品(?:包括|涵盖|覆盖)|业务(?:包括|涵盖|覆盖))"
)
MOST_NAMES = 20


class Praise:
    """Tells the sentences of one text; `text` as written, so that names show their capitals.

    `company` is the name of the company, if it is known.
    """

    def __init__(self, text: str, company: str = "") -> None:
        finds = NAMED.finditer(text)
        named = {(found["name"] or found["subject"]).lower() for found in finds}
        named |= {company.lower()} - {""}
        self._by_name = _sentences_about(sorted(named - NO_NAMES)[:MOST_NAMES])

    def holds(self, sentence: str) -> bool:
        """Say whether a sentence in lower case is praise."""
        if OF_TERMS.search(sentence):
            return True
        if self._is_of_company(sentence) and not ASKS.search(sentence):
            return True
        return CHINESE_OF_US.match(sentence) is not None and not CHINESE_ASKS.search(sentence)

    def _is_of_company(self, sentence: str) -> bool:
        if self._by_name and self._by_name.match(sentence):
            return True
        return OF_US.search(sentence) is not None or ABOUT_A_COMPANY.search(sentence) is not None


def _sentences_about(names: list[str]) -> re.Pattern[str] | None:
    """Return what matches a sentence that begins with a name, or says what it has or is."""
    if not names:
        return None
    name = f"(?:{'|'.join(map(re.escape, names))})"
    return re.compile(
        rf"\W*(?:at )?{name}\b(?! seeks)|[^\n]*\b(?:has|have|had) (?:\w+ )?{name}\b"
        rf"|[^\n]*\b{name}(?: \w+){{0,2}} (?:has|have|is|are|was)\b"
    )
