"""A market small enough to work out by hand, in 4096ths, term by term as docs/decisions/0004 says.

Shares: neither states a latest start, so the graduate's half is 416 for both. What an opening does
not ask for goes to text and skills as 912 : 384, rounded down for the text.

|            | analyst                              | operator                              |
|------------|--------------------------------------|---------------------------------------|
| asks       | job in Suzhou, bachelor, biology,    | job in Wuxi,                          |
|            | ELISA (required, proficient),        | cell culture (required, familiar)     |
|            | GMP (wanted, aware)                  |                                       |
| offers     | technical, 9,500 a month             | technical                             |
| not asked  | start 64: ⌊64 × 912 / 1296⌋ = 45     | discipline, degree, start 208:        |
|            | and 19                               | ⌊208 × 912 / 1296⌋ = 146 and 62       |
| all musts  | 2048                                 | 2048                                  |
| skills     | 384 + 19 = 403 = ELISA 268 + GMP 135 | 384 + 62 = 446                        |
| evidence   | 128 = ELISA 85 + GMP 43              | 128                                   |
| discipline | 96                                   |                                       |
| degree     | 48                                   |                                       |
| text       | 912 + 45 = 957: the words of its     | 912 + 146 = 1058: those and the topic |
|            | title                                | cell culture                          |

ELISA weighs 4 × 4, GMP 2 × 4: each skill is held by one of five and asked for by another, so
4 ln²(1 + 5/3) = 3.85 → 4. Of 403, one point each, then 401 × 16 / 24 = 267.33 and 133.67, the one
left over to the second. Of 128: 1 + 84 and 1 + 42.

|            | ann – analyst              | bob – analyst          | bob – operator               |
|------------|----------------------------|------------------------|------------------------------|
| skills     | 268 + 135                  | 0                      | 446                          |
| all musts  | 2048                       | 0                      | 2048                         |
| evidence   | own word 0, assessed:      | 0                      | certificate: 128             |
|            | ⌊43 × 2 / 3⌋ = 28          |                        |                              |
| discipline | one level below: 72        | 72                     |                              |
| degree     | one rank above: 36         | 48                     |                              |
| text       | she has written nothing: 0 | nothing in common: 0   | 717, see below               |
| kind       | 96                         | 96                     | 96                           |
| place      | 160                        | anywhere, first: 160   | 160                          |
| channel    | 64                         | 64                     | 64                           |
| pay        | 500 of 10,000 missing, one | any pay suits: 96      | any pay suits: 96            |
|            | tenth begun: 72            |                        |                              |
| in all     | 2979                       | 536                    | 3755                         |

Bob's one topic is the operator's, cell culture, once each (4 quarters). Of 5 texts 2 hold it, so it
weighs 3.85 → 4 as well, times 4 quarters 16; "cell" and "culture" ½ ln²(1 + 5/3) → 0; the two words
of the title, which only the opening has, ½ ln²(1 + 5/2) = 0.78 → 1, times 12 quarters (the title
counts three times) 12 each: 40 in all. s = ⌊256 × 58·4·4 / (10·4·4 + 12·4 + 36·4)⌋ = 674, so g =
16 × 674 = 10,784, and ⌊1058 × 2·10,784 / (2·10,784 + 256 × 40)⌋ = 717.

Before a first run all terms weigh 64 and L is 100: s = ⌊256 × 58·4·100 / (10·4·100 + 12·100 +
36·4)⌋ = 1111 for the topic and both words, 12 of the 36 quarters that the operator says, and
⌊1058 × 2·12·1111 / (2·12·1111 + 256 × 36)⌋ = 786.

Ann does not accept Wuxi: kind 96 and channel 64 are all that she and the operator share.
Silent states nothing, has no points anywhere, and does not say: kind, place (of both), degree and
discipline (of the analyst).
"""

from dataclasses import dataclass
from datetime import date

from companies.choices.openings import Importance
from companies.models import Opening
from matching.loading.terms import refresh_terms
from parks.choices.work import CareerChannel
from parks.models import Park, Region, Skill
from talent.choices.profiles import Visibility
from talent.models import Profile, WantedPlace
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import (
    DegreeLevelFactory,
    DisciplineFactory,
    RegionFactory,
    skill_called,
)

ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR, ANN_OPERATOR = 2979, 536, 3755, 160
UNCOUNTED_BOB_OPERATOR = BOB_OPERATOR - 717 + 786
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
    """Build the market of the table above, its words read; everybody shows themselves."""
    jiangsu = RegionFactory(code="320000", label_en="Jiangsu", label_zh="江苏")
    suzhou = RegionFactory(code="320500", parent=jiangsu, label_en="Suzhou", label_zh="苏州")
    wuxi = RegionFactory(code="320200", parent=jiangsu, label_en="Wuxi", label_zh="无锡")
    biology = DisciplineFactory(code="BIO", label_en="Biology", label_zh="生物")
    major = DisciplineFactory(code="071002", parent=biology, label_en="Biotechnology")
    bachelor = DegreeLevelFactory(code="bachelor", rank=5, label_en="Bachelor", label_zh="本科")
    master = DegreeLevelFactory(code="master", rank=6, label_en="Master", label_zh="硕士")
    elisa = SkillFactory(label_en="ELISA", label_zh="酶联免疫")
    gmp = SkillFactory(label_en="GMP", label_zh="药品生产质量管理")
    culture = skill_called("Cell culture", "细胞培养")

    company = CompanyFactory(park=park, verified=True)
    offer = {"company": company, "published": True, "career_channel": CareerChannel.TECHNICAL}
    analyst = OpeningFactory(
        **offer,
        title_en="Analyst",
        title_zh="分析员",
        region=suzhou,
        min_degree=bachelor,
        salary_max=9_500,
    )
    analyst.disciplines.add(biology)
    OpeningSkillFactory(
        opening=analyst, skill=elisa, importance=Importance.MUST, level=3, position=0
    )
    OpeningSkillFactory(
        opening=analyst, skill=gmp, importance=Importance.WANTED, level=1, position=1
    )
    operator = OpeningFactory(
        **offer, title_en="Operator", title_zh="操作员", text_en="Cell culture", region=wuxi
    )
    OpeningSkillFactory(opening=operator, skill=culture, importance=Importance.MUST, level=2)

    shown = {"visibility": Visibility.PARK_COMPANIES}
    studied = {
        "discipline": major,
        "wanted_kinds": ["job"],
        "available_from": date(2026, 7, 1),
        "career_channel": CareerChannel.TECHNICAL,
    }
    ann = ProfileFactory(
        user__full_name="Ann", degree=master, pay_wanted=10_000, **shown, **studied
    )
    WantedPlace.objects.create(profile=ann, region=suzhou)
    SkillClaimFactory(profile=ann, skill=elisa, level=4, evidence="ran ELISA for two years")
    SkillClaimFactory(profile=ann, skill=gmp, level=2, source="assessed")
    bob = ProfileFactory(
        user__full_name="Bob",
        degree=bachelor,
        anywhere=True,
        pay_wanted=0,
        headline="Cell culture",
        **shown,
        **studied,
    )
    SkillClaimFactory(profile=bob, skill=culture, level=2, source="certificate")
    silent = ProfileFactory(user__full_name="Silent", **shown)
    for profile in (ann, bob, silent):
        profile.parks.add(park)
    refresh_terms(park)
    return SmallMarket(park, analyst, operator, ann, bob, silent, elisa, gmp, culture, suzhou, wuxi)
