"""Who found work in the springs before: the openings of those years, and what became of people."""

from companies.choices.openings import OpeningState
from matching.choices.applications import ApplicationState
from matching.choices.placements import LOOKS_BACK, Whereabouts
from matching.demo.application_plans import ApplicationPlan
from matching.demo.companies import plan_company
from matching.demo.draws import draw, uuid_of, weighted
from matching.demo.graduate_plans import ALUMNI, GraduatePlan, plan_graduate
from matching.demo.opening_plans import OpeningPlan
from matching.demo.reading import roles, words
from parks.choices.work import OpeningKind

YEAR = 365
HIRED_AGO = (186, 198)  # days: half a year is over, and the agreements of this year were signed
PUBLISHED_AGO = 280
ANSWERS = {
    Whereabouts.THERE: 46,
    Whereabouts.TECHNICAL: 16,
    Whereabouts.MANAGEMENT: 12,
    Whereabouts.GONE: 13,
    None: 13,
}


def earlier_openings() -> list[OpeningPlan]:
    """Return the jobs of each of these springs, one at each park; they need no seed."""
    companies = words("loop")["earlier"]["companies"]
    return [
        _opening(index, season) for index in companies for season in sorted(set(ALUMNI.values()))
    ]


def plan_hiring(seed: int, index: int) -> ApplicationPlan | None:
    """Return the hiring of graduate `index`, or None of whom nobody had hired before."""
    graduate = plan_graduate(seed, index)
    if not graduate.found_work:
        return None
    opening = next(plan for plan in earlier_openings() if _is_for(graduate, plan))
    source = draw("earlier hiring", *graduate.source)
    return ApplicationPlan(
        uuid=uuid_of("application", *graduate.source, opening.uuid),
        graduate=graduate.uuid,
        opening=opening,
        state=ApplicationState.HIRED,
        message=source.randrange(1000),
        refusal=0,
        sent_part=0.0,
        changed_part=source.random(),
        hired_ago=_years(graduate.season) * YEAR + source.randint(*HIRED_AGO),
    )


def look_backs(application: object, due: int) -> dict[int, Whereabouts]:
    """Return what was answered by months of the first `due` looks; whoever has left stays away."""
    answers: dict[int, Whereabouts] = {}
    for months in LOOKS_BACK[:due]:
        answer = weighted(draw("look back", application, months), ANSWERS)
        if Whereabouts.GONE in answers.values():
            answer = Whereabouts.GONE
        if answer is not None:
            answers[months] = answer
    return answers


def _is_for(graduate: GraduatePlan, opening: OpeningPlan) -> bool:
    of_the_season = opening.published_ago == _published_ago(graduate.season)
    return of_the_season and opening.company.park == graduate.parks[0]


def _opening(index: int, season: int) -> OpeningPlan:
    company = plan_company(index)
    return OpeningPlan(
        index=index,
        source=("earlier opening", index, season),
        role=roles()[words("loop")["earlier"]["role"]],
        kind=OpeningKind.JOB,
        state=OpeningState.CLOSED,
        company=company,
        region=company.region,
        senior=False,
        published_ago=_published_ago(season),
    )


def _published_ago(season: int) -> int:
    return PUBLISHED_AGO + _years(season) * YEAR


def _years(season: int) -> int:
    """Return how many years before the last one they graduated."""
    return -1 - season
