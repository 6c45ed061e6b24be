"""A market small enough to work out by hand, in 4096ths.

|        | analyst                                           | operator                       |
|--------|---------------------------------------------------|--------------------------------|
| asks   | job in Suzhou, bachelor, biology,                 | job in Wuxi,                   |
|        | ELISA (required, proficient), GMP (wanted, aware) | cell culture (required,        |
|        |                                                   | familiar)                      |
| shares | musts 2048, discipline 256, degree 128, place 128,| musts 2048, place 128,         |
|        | skills 1536 = ELISA 1024 + GMP 512                | skills 1920                    |
| ann    | 1536 + 2048 + 192 (one level below) + 96 (one     | not in a place she accepts     |
|        | degree above) + 128 = 4000                        |                                |
| bob    | 0 + 0 + 192 + 128 + 128 = 448                     | 1920 + 2048 + 128 = 4096       |
| silent | states nothing: kind, place, degree, discipline   | kind, place                    |
"""

from dataclasses import dataclass
from datetime import date

from companies.choices.openings import Importance
from companies.models import Opening
from parks.models import Park, Region, Skill
from talent.choices.profiles import Visibility
from talent.models import Profile, WantedPlace
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory

ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR = 4000, 448, 4096
SILENT_UNKNOWN = {"kind": 2, "place": 2, "degree": 1, "discipline": 1}


@dataclass(frozen=True)
class SmallMarket:
    park: Park
    analyst: Opening
    operator: Opening
    ann: Profile
    bob: Profile
    silent: Profile
    elisa: Skill
    gmp: Skill
    culture: Skill
    suzhou: Region
    wuxi: Region


def small_market(park: Park) -> SmallMarket:
    """Build the market of the table above; everybody shows themselves to companies."""
    jiangsu = RegionFactory(code="320000", label_en="Jiangsu", label_zh="江苏")
    suzhou = RegionFactory(code="320500", parent=jiangsu, label_en="Suzhou", label_zh="苏州")
    wuxi = RegionFactory(code="320200", parent=jiangsu, label_en="Wuxi", label_zh="无锡")
    biology = DisciplineFactory(code="BIO", label_en="Biology", label_zh="生物")
    major = DisciplineFactory(code="071002", parent=biology, label_en="Biotechnology")
    bachelor = DegreeLevelFactory(code="bachelor", rank=5, label_en="Bachelor", label_zh="本科")
    master = DegreeLevelFactory(code="master", rank=6, label_en="Master", label_zh="硕士")
    elisa = SkillFactory(label_en="ELISA", label_zh="酶联免疫")
    gmp = SkillFactory(label_en="GMP", label_zh="药品生产质量管理")
    culture = SkillFactory(label_en="Cell culture", label_zh="细胞培养")

    company = CompanyFactory(park=park, verified=True)
    offer = {"company": company, "published": True}
    analyst = OpeningFactory(
        **offer, title_en="Analyst", title_zh="分析员", region=suzhou, min_degree=bachelor
    )
    analyst.disciplines.add(biology)
    OpeningSkillFactory(
        opening=analyst, skill=elisa, importance=Importance.MUST, level=3, position=0
    )
    OpeningSkillFactory(
        opening=analyst, skill=gmp, importance=Importance.WANTED, level=1, position=1
    )
    operator = OpeningFactory(**offer, title_en="Operator", title_zh="操作员", region=wuxi)
    OpeningSkillFactory(opening=operator, skill=culture, importance=Importance.MUST, level=2)

    shown = {"visibility": Visibility.PARK_COMPANIES}
    studied = {"discipline": major, "wanted_kinds": ["job"], "available_from": date(2026, 7, 1)}
    ann = ProfileFactory(user__full_name="Ann", degree=master, **shown, **studied)
    WantedPlace.objects.create(profile=ann, region=suzhou)
    SkillClaimFactory(profile=ann, skill=elisa, level=4, evidence="ran ELISA for two years")
    SkillClaimFactory(profile=ann, skill=gmp, level=2, source="assessed")
    bob = ProfileFactory(user__full_name="Bob", degree=bachelor, anywhere=True, **shown, **studied)
    SkillClaimFactory(profile=bob, skill=culture, level=2)
    silent = ProfileFactory(user__full_name="Silent", **shown)
    for profile in (ann, bob, silent):
        profile.parks.add(park)
    return SmallMarket(park, analyst, operator, ann, bob, silent, elisa, gmp, culture, suzhou, wuxi)
