"""Whether a text speaks of a person or of a vacancy, where nobody says which."""

import re

OF_A_PERSON = re.compile(
    r"本人|(?<![\u4e00-\u9fff])我(?![们司公院所校国])|自我评价|求职意向|期望(?:薪资|职位)|姓名[:：]"
    r"|应聘[:：]|教育(?:背景|经历)|毕业(?:于|院校)|学校[:：]|\d{4}届|在校期间|曾[任在获参]"
    r"|(?:工作|项目|实习|实践)经历|个人(?:简历|信息|技能|简介)"
    r"|\bI\b(?!\w|[.)])|\bmy\b|curriculum vitae|\br[eé]sum[eé]\b|graduated|references available"
    r"|(?:work|employment|professional) (?:experience|history)\s*[:\n]"
    r"|^[ \t]*(?:(?:career|professional) )?(?:objective|summary|education|experience)[ \t]*(?::|$)"
    r"|\b(?:to|[-–—]) (?:present|current)\b"
    r"|\b(?:[BM]Sc|Ph\.?D|Bachelor|Master)\b[^.\n]{0,60} from\b",
    re.IGNORECASE | re.MULTILINE,
)
OF_A_VACANCY = re.compile(
    r"(?:岗位|职位|工作)(?:职责|要求|描述|内容)|任职(?:要求|资格|条件)|应聘(?:者|人员|条件|方式)|招聘"
    r"|优先|加分项?|候选人|(?:及|或)?以上学历|学历(?:及以上|要求)|我们(?:是|需要|提供|希望|正在)"
    r"|[你您](?:将|需要|会)|五险一金"
    r"|\byou(?:['’]ll| will|r)?\b|\bwe(?:['’]re| are| offer| seek)\b|\bour\b"
    r"|responsibilities|requirements|qualifications|preferred|\brequired\b|\ba plus\b|must have"
    r"|candidates?\b|applicants?\b|equal opportunity|\b(?:this|the) (?:role|position)\b"
    r"|reports? to",
    re.IGNORECASE,
)


def is_of_a_person(text: str) -> bool:
    """Say whether a text reads more like a CV than like a posting; in doubt it does not."""
    return len(OF_A_PERSON.findall(text)) > len(OF_A_VACANCY.findall(text))
