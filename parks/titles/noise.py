"""What stands in the titles of postings but says nothing about the work: pay, hours, benefits.

Patterns are matched against folded text (NFKC, small letters).
"""

import re

NUMBER = r"\d[\d.,]*\s*(?:[k千万元w]+)?"
PER = r"(?:\s*/?\s*(?:[月天年时日周]|小时|一天|每月))?"
PAY = (
    r"(?:月入|年入|月薪|年薪|日薪|时薪|均薪|底薪|薪资|薪酬(?=\d)|保底|无责|综合(?=\d)|到手|月均|税[前后]|起薪|收入)"
    rf"[过可达约高在]*(?:{NUMBER}\s*[-~到至—]?\s*(?:{NUMBER})?{PER}|[一二两三五]?[万千]元?)?[+起以上左右]*",
    rf"{NUMBER}\s*[-~到至—]\s*{NUMBER}{PER}\+?",
    rf"\d[\d.]*\s*(?:k(?![a-z])|千|万|元|w(?![a-z])){PER}\+?|\d{{2,}}\s*/\s*(?:天|月|时|小时)|\d{{4,}}\+?",
)
BENEFITS = (
    r"(?:包|管|提供|有|可|带|含|免费)(?:吃住|食宿|住宿|吃|住|餐|工作餐|午餐|宿舍|三餐|培训|带教)+",
    r"[二三四五六七]险[一二两]?金?|社保|公积金|年终奖|双薪|带薪(?:年假|培训)?|[餐饭房话车]补|全勤奖?|节日福利",
    r"(?:周末)?[双单]休|大小周|月休\S?天?|[做上]\S休\S|朝[九八十]晚[五六七]|早[八九十]晚[五六七]|\d天\d小时",
    r"(?:可|接受|招|欢迎|无需|不限)?(?:应届生?|毕业生|小白|无?经验(?:不限)?|零经验|零基础|新手|生手|熟手|学历不限)(?:均?可|亦可|优先)?",
)
CALLS = (
    r"诚聘|诚招|急招|急聘|急需|直招|直聘|代招|高薪聘?|招聘|聘请|招募",
    r"高提成|高底薪|无责|提成|日结|周结|月结|长白班|[白夜早晚]班|短期|可居家|居家(?:办公)?|兼职|全职|急",
    r"(?:不|少|无|很少)加班|加班少|工作轻松|轻松|名额(?:有限)?|上市公司|\d+强|大厂|福利(?:好|优)?|待遇[优好]?|面议|就近(?:分配)?",
    r"工作地点?|坐标|\bbase\b|\d+\s*[名人]|\d{2,4}届(?:校招)?|校招|社招|\b(?:urgent|hiring|m/[wf]/d|f/m/d|[mf]/[fm])\b",
)
REFERENCES = (r"\b[a-z]{1,3}-?\d{4,}[a-z]?\b|#\d+|\b\d{5,}\b|职位编号:?\s*\S*",)
NOISE = re.compile("|".join((*REFERENCES, *PAY, *BENEFITS, *CALLS)))

SENIORITY = re.compile(
    r"资深|高级(?!中学)|初级(?!中学)|中级|首席(?!执行|运营|财务|技术|信息|营销|产品)|高阶|储备|实习生?|见习|管培生"
    r"|\b(?:senior|sr|junior|jr|principal|lead|staff|entry[ -]level|experienced|intern(?:ship)?"
    r"|trainee|graduate|working student|i{1,3}|iv|v|[1-3])\b\.?"
)

RECRUITER = re.compile(
    r"^.{2,24}?(?:诚聘|急聘|招聘|诚招|急招|直聘|直招|高薪聘|招(?!商|标|生|募|投|聘|采|行|待|牌))(?=.{2})"
)
"""A firm in front of what it looks for: 某某科技招聘质量管理."""
RECRUITING = re.compile(
    r"招聘(?:专员|经理|主管|顾问|师|助理|培训|官|负责人|运营|总监|实习|hr)|招募专员"
)
"""People whose work is to recruit."""
