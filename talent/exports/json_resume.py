"""A profile → JSON Resume 1.0.0 (jsonresume.org), which talent.cv.json_resume reads again."""

import datetime
import json
from typing import Any

from parks.choices.taxonomy import SkillKind
from talent.exports.skills import HeldSkill, held_skills
from talent.models import Education, Experience, Profile

VERSION = "v1.0.0"
Parts = dict[str, Any]


def json_resume(profile: Profile) -> bytes:
    """Return the file; `profile` comes from talent.queries.profiles.whole_profiles.

    What JSON Resume has no place for stands under `meta.talentPortal` and in further keys of a
    study, both of which its schema allows. The pay wanted is nobody's business and left out.
    """
    return json.dumps(resume_of(profile), ensure_ascii=False, indent=2).encode()


def resume_of(profile: Profile) -> Parts:
    """Return the parts of the file; those that would be empty are left out."""
    claims = profile.skill_claims.all()
    return _filled(
        {
            "basics": _basics(profile),
            "work": [_work(row) for row in profile.experiences.all()],
            "education": [_study(row) for row in profile.educations.all()],
            "certificates": [_named(one) for one in held_skills(claims, SkillKind.CERTIFICATE)],
            "skills": [_named(one) for one in held_skills(claims)],
            "languages": [_language(one) for one in held_skills(claims, SkillKind.LANGUAGE)],
            "meta": {
                "version": VERSION,
                "lastModified": f"{profile.updated_at:%Y-%m-%dT%H:%M:%S}",
                "talentPortal": _own_facts(profile),
            },
        }
    )


def _filled(parts: Parts) -> Parts:
    return {key: value for key, value in parts.items() if value not in (None, "", [], {})}


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _basics(profile: Profile) -> Parts:
    return _filled(
        {
            "name": profile.user.full_name,
            "label": profile.headline,
            "email": profile.user.email,
            "phone": profile.phone,
            "summary": profile.summary,
        }
    )


def _work(row: Experience) -> Parts:
    return _filled(
        {
            "name": row.employer,
            "position": row.title,
            "startDate": _day(row.started_on),
            "endDate": _day(row.ended_on),
            "summary": row.text,
        }
    )


def _study(row: Education) -> Parts:
    return _filled(
        {
            "institution": row.school,
            "area": row.study,
            "studyType": row.degree.label if row.degree else "",
            "startDate": _day(row.started_on),
            "endDate": _day(row.ended_on),
            "degreeCode": row.degree.code if row.degree else "",
            "disciplineCode": row.discipline.code if row.discipline else "",
        }
    )


def _named(held: HeldSkill) -> Parts:
    return _filled({"name": held.skill.label, "level": held.level_words})


def _language(held: HeldSkill) -> Parts:
    return _filled({"language": held.skill.label, "fluency": held.level_words})


def _own_facts(profile: Profile) -> Parts:
    places = [place.region.code for place in profile.wanted_places.all()]
    filled = _filled(
        {
            "degree": profile.degree.code if profile.degree else "",
            "discipline": profile.discipline.code if profile.discipline else "",
            "graduatesOn": _day(profile.graduates_on),
            "availableFrom": _day(profile.available_from),
            "wantedKinds": list(profile.wanted_kinds),
            "wantedPlaces": places,
            "careerChannel": profile.career_channel,
        }
    )
    return filled | {"anywhere": profile.anywhere}
