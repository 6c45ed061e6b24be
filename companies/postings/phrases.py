"""Skills that postings ask for as a deed, in too many words for the table of aliases.

"Lead a small team of analysts" is leadership: a verb, a few words between, and what it is done to.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .texts import lower_case

FEW = r"(?:[\w/&'’-]+,? ){0,4}?"
STAFF = (
    r"(?:staff|employees|colleagues|personnel|students|technicians|analysts|scientists|engineers"
    r"|associates|operators|team members)"
)
NO_PREPOSITION = (
    r"(?:(?!with |to |in |for |by |from |across |through |projects )[\w’'/-]+,? ){0,5}?"
)
NO_NAMED_ASSAY = (
    r"(?!(?:[\w-]+ ){0,4}(?:cell|bio|immuno|functional|potency|elisa|binding|q?pcr|ngs"
    r"|statistic|algorithm|comput|screening))"
)
NO_RESEARCH = r"(?!(?:[\w’'-]+ ){0,3}(?:scientific|biolog|research|hardest|biggest|most|matter))"
OTHER_REPORTS = (
    r"(?<!progress )(?<!status )(?<!expense )(?<!financial )(?<!visit )(?<!monitoring )"
    r"(?<!safety )(?<!audit )(?<!trip )(?<!management )(?<!direct )(?<!sales )"
)
# Every alternative begins with letters, not with a boundary, so that the search is quicker; `find`
# then drops what begins inside a Latin word.
PHRASES = {
    "GEN-02": rf"design(?:s|ing)?,? (?!of experiments)(?:(?:and|&) )?{FEW}"
    r"(?:experiments|(?:in vi\w+|research) studies)\b"
    r"|设计[^，,。；;\n]{0,6}实验(?!室)",
    "GEN-05": r"work(?:s|ing)? (?:closely |together )with\b|liais(?:e|es|ing) (?:\w+ )?with\b"
    r"|partner(?:s|ing)? (?:\w+ )?with\b"
    r"|work(?:s|ing)? (?:[\w-]+ ){0,5}?(?:as part of|as a member of|within|in) (?:(?:an?|the) )?"
    r"(?:[\w-]+ ){0,2}teams?\b",
    "GEN-06": r"(?:leads?|leading(?<!\ba leading)(?<!the leading)(?<!-leading)|led"
    rf"|manag(?:e|es|ed|ing)|supervis(?:e|es|ing)) (?:(?:and|&) \w+ )?{NO_PREPOSITION}"
    rf"(?:teams?|people|direct reports|{STAFF})\b(?! members of|[ -]owned)"
    r"|(?:带领|领导|管理)[^，,。；;\n]{0,6}团队",
    "GEN-24": r"(?:negotiat|draft|develop|manag|execut)(?:e|es|s|ing|ion of)? "
    rf"(?:(?:and|&) \w+ )?{FEW}(?:contracts|agreements)\b",
    "GEN-07": rf"(?:re)?solv(?:e|es|ing) {NO_RESEARCH}{FEW}"
    r"(?:problems?|issues|technical challenges)\b"
    rf"|(?:propos|suggest)(?:e|es|s|ing) {FEW}solutions\b"
    r"|problem[ -]solvers?\b|break(?:ing)? down complex|solutions to complex problems"
    r"|(?:manag|address)(?:e|es|s|ing) complex (?:\w+ )?(?:issues|problems)\b"
    r"|解决[^，,。；;\n]{0,12}(?:问题|难题)",
    "GEN-10": rf"present(?<!the present)(?:s|ing)? {FEW}(?:results|data|findings)\b"
    r"|presenting (?:\w+ )?(?:to|solutions)\b",
    "GEN-11": rf"(?:train|teach|mentor|coach)(?:s|es|ing)?,? (?:(?:and|or|of) )?{FEW}"
    rf"(?:{STAFF}|pharmacists|others|trainees|peers|juniors)\b"
    rf"|provid(?:e|es|ing) {FEW}training (?:to|for|on)\b|training (?:for|of) {FEW}{STAFF}\b",
    "GEN-01": r"project (?:and|&) [\w-]+ management\b|manag(?:e|es|ing) multiple project teams"
    r"|manag(?:e|es|ing) (?:\w+ ){0,2}projects\b",
    "GEN-12": r"(?:manag|balanc|handl|juggl|prioriti[sz]|execut)(?:e|es|ing) "
    rf"{FEW}(?:multiple|several|competing|concurrent) {FEW}"
    r"(?:projects|tasks|priorities|demands|activities|assignments|studies|deadlines)\b",
    "GEN-13": r"(?:quickly|rapidly|eager(?:ness)?|willing(?:ness)?|desire|keen|drive|continue)"
    r" (?:to )?(?:\w+ )?learn\b|learn(?:ing)? (?:\w+ )?new\b|learn (?:quickly|rapidly|fast)\b",
    "GEN-23": r"(?<!patient )(?<!subject )(?<!site )(?:recruit|hir)(?:e|ing|ment)?,? "
    r"(?:(?:and|&) )?(?:train|develop|mentor|manage\b|managing|onboard|retain|performance"
    r"|retention of (?:staff|talent))\w*",
    "BIO-15": rf"(?:analy[sz]|interpret)(?:e|es|s|ing)? {FEW}(?:data|data ?sets?|results)\b",
    "REG-18": rf"(?:writ|author|draft|prepar)(?:e|es|s|ing)? {FEW}{OTHER_REPORTS}reports\b"
    r"|(?:撰写|编写|出具)[^，,。；;\n]{0,12}(?:报告|技术文档|项目文档)",
    "ANA-21": rf"develop(?:s|ing|ment of)? (?:(?:and|&) \w+ )?{NO_NAMED_ASSAY}{FEW}"
    r"(?:assays|analytical methods|test methods|analytical procedures)\b",
    "ANA-22": r"(?:validat|qualify)(?:e|es|ing|ion of)? (?:(?:and|&) \w+ )?"
    rf"{NO_NAMED_ASSAY}{FEW}(?:assays|methods|procedures)\b|method qualification\b",
    "ANA-33": r"(?:maintain(?:s|ing)?|maintenance (?:of|on)|servic(?:e|es|ing)|repairs?)"
    rf" (?:(?:and|&) \w+ )?{FEW}(?:lab(?:oratory)?|analytical) "
    r"(?:equipment|instrument(?:s|ation)?)\b",
    "CEL-09": r"gene(?:tic)?(?: and | & |/|-)cell(?:ular)? therap(?:y|ies)\b",
    "CEL-10": r"cell(?:ular)?(?: and | & |/|-)gene(?:tic)? therap(?:y|ies)\b",
    "CEL-17": r"(?:molecular(?: and | & |/)cell(?:ular)?|cell(?:ular)?(?: and | & |/)molecular)"
    r" biology\b",
    "MOL-05": r"(?:molecular(?: and | & |/)cell(?:ular)?|cell(?:ular)?(?: and | & |/)molecular)"
    r" biology\b",
    "ANT-07": r"immuno-?oncology\b",
    "CLI-23": r"immuno-?oncology\b",
}

LATIN = re.compile(r"[a-z]")


class Phrase(NamedTuple):
    """text[start:end] speaks of the skill with the id `payload`."""

    payload: int
    start: int
    end: int


class Phrases:
    """Finds such phrases; `skill_ids` maps codes of skills to ids, and may lack some."""

    def __init__(self, skill_ids: Mapping[str, int]) -> None:
        self._patterns = [
            (skill_ids[code], re.compile(words))
            for code, words in PHRASES.items()
            if code in skill_ids
        ]

    def find(self, text: str) -> Iterator[Phrase]:
        """Yield the phrases of a text, skill by skill."""
        lower = lower_case(text)
        for skill_id, pattern in self._patterns:
            for found in pattern.finditer(lower):
                if not _begins_inside_a_word(lower, found.start()):
                    yield Phrase(skill_id, *found.span())


def _begins_inside_a_word(text: str, start: int) -> bool:
    return start > 0 and bool(LATIN.match(text, start) and LATIN.match(text, start - 1))
