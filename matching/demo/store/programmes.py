"""Certificate schemes and training programmes of the demo's parks."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from companies.models import Programme, TaughtSkill
from matching.demo.draws import uuid_of
from matching.demo.reading import asked, parks, words
from matching.demo.store.agreements import agreement_uuid
from matching.demo.terms import Terms
from parks.models import Agreement, CertificateScheme, GrantedSkill, Organisation

Facts = Mapping[str, Any]


def put_programmes(terms: Terms) -> None:
    """Create the schemes and programmes of each park that are not there yet."""
    for place in parks():
        _put_programmes_of(place.slug, terms)


@transaction.atomic
def _put_programmes_of(slug: str, terms: Terms) -> None:
    office = Organisation.objects.get(slug=_office_slug(slug))
    facts = words("loop")["scheme"]
    schemes = {}
    for level, skills in enumerate(facts["levels"], start=1):
        schemes[level] = _scheme(office, level, facts)
        GrantedSkill.objects.bulk_create(
            (
                GrantedSkill(
                    scheme=schemes[level],
                    skill_id=terms.skills[asked(text).skill].id,
                    level=asked(text).level,
                )
                for text in skills
            ),
            ignore_conflicts=True,
        )
    for row in words("loop")["programme"]:
        if row.get("park", slug) == slug:
            _put_programme(office, row, schemes.get(row.get("level")), terms)


def _office_slug(park: str) -> str:
    return next(place.office_slug for place in parks() if place.slug == park)


def _scheme(office: Organisation, level: int, facts: Facts) -> CertificateScheme:
    found, _created = CertificateScheme.objects.get_or_create(
        uuid=uuid_of("scheme", office.slug, level),
        defaults={
            "issuer": office,
            "park": office.park,
            "code": f"{facts['code']}{'AB'[office.slug == _office_slug(parks()[1].slug)]}{level}",
            "name_zh": facts["name"][0] % level,
            "name_en": facts["name"][1] % level,
            "level": level,
            "months_valid": facts["months_valid"],
            "criteria_zh": facts["criteria"][0],
            "criteria_en": facts["criteria"][1],
        },
    )
    return found


def _put_programme(
    office: Organisation, row: Facts, scheme: CertificateScheme | None, terms: Terms
) -> None:
    programme, created = Programme.objects.get_or_create(
        uuid=programme_uuid(office.park.slug, row["key"]),
        defaults={
            "park": office.park,
            "organiser": _holder(row) or office,
            "scheme": scheme,
            "name_zh": row["name"][0],
            "name_en": row["name"][1],
            "text_zh": row["text"][0],
            "text_en": row["text"][1],
            "hours": row["hours"],
            "cost": row["cost"],
            "agreement": _agreement(row),
        },
    )
    if created:
        TaughtSkill.objects.bulk_create(
            TaughtSkill(programme=programme, skill_id=skill_id, level=level)
            for skill_id, level in _taught(row, scheme, terms)
        )


def _holder(row: Facts) -> Organisation | None:
    return Organisation.objects.get(slug=row["holder"]) if "holder" in row else None


def _taught(
    row: Facts, scheme: CertificateScheme | None, terms: Terms
) -> Iterable[tuple[int, int]]:
    """Return the skills that the certificate proves, or those that the programme names."""
    if scheme is not None:
        return scheme.skills.order_by("pk").values_list("skill", "level")
    return [(terms.skills[asked(text).skill].id, asked(text).level) for text in row["skills"]]


def _agreement(row: Facts) -> Agreement | None:
    key = row.get("agreement")
    return Agreement.objects.get(uuid=agreement_uuid(key)) if key else None


def programme_uuid(park: str, key: str) -> UUID:
    return uuid_of("programme", park, key)
