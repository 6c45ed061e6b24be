"""The graduate behind the sign-in button: her profile, skills and history."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from matching.demo.companies import plan_company
from matching.demo.days import after, graduation, term_begin
from matching.demo.graduate_details import YEARS
from matching.demo.graduate_plans import PERSONA, graduate_uuid
from matching.demo.reading import asked, parks, words
from matching.demo.store.world import GRADUATE, university_ids
from matching.demo.terms import Terms
from parks.models import Park, Region, Skill, User
from talent.actions.profiles import Claim, change_profile, set_own_claims
from talent.choices.profiles import ClaimSource, Visibility
from talent.models import Education, Experience, Profile, SkillClaim, University

HOME = 0  # the park of the persona is the first of the demo
STARTS_AFTER_GRADUATION = 15  # days
DAYS_OF_MONTH = 30


@transaction.atomic
def put_graduate(today: date, terms: Terms) -> None:
    """Create the profile of the persona; one that is there, changed or not, stays as it is."""
    user = User.objects.get(email=GRADUATE)
    if Profile.objects.filter(user=user).exists():
        return
    facts = words("personas")["graduate"]
    profile = change_profile(
        user,
        parks=Park.objects.filter(slug=parks()[HOME].slug),
        places=[Region.objects.get(code=code) for code in facts["wanted_places"]],
        uuid=graduate_uuid(PERSONA, PERSONA),
        **{name: facts[name] for name in ("headline", "summary", "phone", "career_channel")},
        **_wishes(today),
        degree_id=terms.degrees[facts["degree"]].id,
        discipline_id=terms.disciplines[facts["discipline"]].id,
    )
    set_own_claims(profile, claims=list(_claims(facts["own_skills"])), by=user)
    _put_proofs(profile, terms)
    _put_educations(profile, terms)
    _put_experiences(profile, today)


def _wishes(today: date) -> dict[str, Any]:
    graduates_on = graduation(today)
    return {
        "graduates_on": graduates_on,
        "available_from": after(graduates_on, STARTS_AFTER_GRADUATION),
        "wanted_kinds": list(words("personas")["graduate"]["wanted_kinds"]),
        "visibility": Visibility.PARK_COMPANIES,
    }


def _claims(texts: Sequence[str]) -> Iterator[Claim]:
    for text in texts:
        code, level = asked(text)
        yield Claim(Skill.objects.get(code=code), level)


def _put_proofs(profile: Profile, terms: Terms) -> None:
    """Add what others say of her: her university’s roster, and who has examined her."""
    facts = words("personas")["graduate"]
    roster = [(text, ClaimSource.ROSTER, "") for text in facts["roster_skills"]]
    proof = facts["certificate"]
    certified = [(text, ClaimSource.ASSESSED, proof) for text in facts["certified_skills"]]
    SkillClaim.objects.bulk_create(
        SkillClaim(
            profile=profile,
            skill_id=terms.skills[asked(text).skill].id,
            level=asked(text).level,
            source=source,
            evidence=evidence,
        )
        for text, source, evidence in (*roster, *certified)
    )


def _put_educations(profile: Profile, terms: Terms) -> None:
    facts = words("personas")["graduate"]
    university = _university()
    ended_on = profile.graduates_on
    for part in ("", "first_"):
        degree = facts[f"{part}degree"]
        started_on = term_begin(ended_on, YEARS[degree])
        Education.objects.create(
            profile=profile,
            university=university,
            school=_both_names(university),
            degree_id=terms.degrees[degree].id,
            discipline_id=terms.disciplines[facts[f"{part}discipline"]].id,
            started_on=started_on,
            ended_on=ended_on,
        )
        ended_on = graduation(started_on, -1)


def _put_experiences(profile: Profile, today: date) -> None:
    facts = words("personas")["graduate"]
    university = _university()
    for row in facts["experiences"]:
        begun, *ended = (after(today, -DAYS_OF_MONTH * months) for months in row["months_ago"])
        inside = "company" in row
        Experience.objects.create(
            profile=profile,
            title=row["title"],
            employer=" ".join(plan_company(row["company"]).name)
            if inside
            else _both_names(university),
            text=row["text"],
            started_on=begun,
            ended_on=ended[0] if ended else None,
        )


def _university() -> University:
    code = words("personas")["graduate"]["university"]
    return University.objects.get(pk=university_ids()[code])


def _both_names(university: University) -> str:
    return f"{university.name_zh} {university.name_en}"
