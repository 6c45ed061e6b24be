"""Small vocabularies for the tests: a name per skill or discipline, and its number."""

from parks.vocabulary.matcher import Matcher, Term

SKILLS = {
    "PCR": 1,
    "HPLC": 2,
    "GMP": 3,
    "Python": 4,
    "cell culture": 5,
    "细胞培养": 5,
    "流式细胞术": 6,
    "flow cytometry": 6,
    "ELISA": 7,
    "沟通能力": 8,
    "生物信息": 9,
    "R": 10,
    "C++": 11,
}
BIOLOGY, PHARMACY, CHEMISTRY, COMPUTING = 100, 200, 300, 400
DISCIPLINES = {
    "生物学": (101, 102),
    "biology": (101, 102),
    "生物类": (BIOLOGY,),
    "life sciences": (BIOLOGY,),
    "分子生物学": (103,),
    "molecular biology": (103,),
    "药学": (201, 202),
    "pharmacy": (201, 202),
    "药物化学": (203,),
    "化学": (301,),
    "chemistry": (301,),
    "计算机": (401,),
    "computer science": (401,),
    "临床医学": (500,),
}
FAMILIES = {one: one // 100 * 100 for ids in DISCIPLINES.values() for one in ids}
FAMILIES |= {family: family for family in set(FAMILIES.values())}

skills = Matcher(Term(number, name) for name, number in SKILLS.items())
disciplines = Matcher(Term(ids, name) for name, ids in DISCIPLINES.items())
