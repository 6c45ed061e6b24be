"""What an issuer certifies: kept by its administrators and by the office of its park."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parks.actions.organisations import scope_of
from parks.actions.trail import record
from parks.choices.work import SkillLevel
from parks.models import CertificateScheme, GrantedSkill, Organisation, User
from talent.models import Certificate

FIXED = ("code", "level")
"""What stands in certificates that are issued; so do the skills they prove."""


class SchemeError(Exception):
    """The scheme cannot be kept like this; says why."""


@transaction.atomic
def save_scheme(
    issuer: Organisation,
    *,
    scheme: CertificateScheme | None = None,
    skills: Mapping[int, SkillLevel],
    by: User,
    **facts: Any,
) -> CertificateScheme:
    """Keep a scheme with the skills it grants, by skill id; `facts` are columns.

    Raises SchemeError for a code the issuer has already, where no park signs, and when code, level
    or skills of a scheme change under which certificates were issued.
    """
    row = _locked(scheme) if scheme else CertificateScheme(issuer=issuer, park=issuer.park)
    if scheme is not None and Certificate.objects.filter(scheme=row).exists():
        _require_unchanged(row, skills, facts)
    for name, value in facts.items():
        setattr(row, name, value)
    if row.park is None:
        raise SchemeError(
            _("No park signs for you yet. Once you have signed an agreement with one, choose it.")
        )
    _save(row)
    _set_skills(row, skills)
    record(row, "changed" if scheme else "written", by=by, **scope_of(row.issuer))
    return row


def is_fixed(scheme: CertificateScheme) -> bool:
    """Say whether certificates were issued under a scheme, so that it keeps what they say."""
    return Certificate.objects.filter(scheme=scheme).exists()


def _save(row: CertificateScheme) -> None:
    same = CertificateScheme.objects.filter(issuer=row.issuer_id, code=row.code)
    if same.exclude(pk=row.pk).exists():
        raise SchemeError(_("You have a scheme with this code already."))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise SchemeError(_("Give a code and a name in Chinese or in English.")) from error


def _require_unchanged(
    row: CertificateScheme, skills: Mapping[int, SkillLevel], facts: Mapping[str, Any]
) -> None:
    held = dict(GrantedSkill.objects.filter(scheme=row).values_list("skill", "level"))
    moved = any(name in facts and facts[name] != getattr(row, name) for name in FIXED)
    if moved or held != {skill: int(level) for skill, level in skills.items()}:
        raise SchemeError(
            _("Certificates were issued: code, level and skills stay. Make a new scheme instead.")
        )


def _set_skills(row: CertificateScheme, skills: Mapping[int, SkillLevel]) -> None:
    held = {one.skill_id: one for one in GrantedSkill.objects.filter(scheme=row).order_by("pk")}
    GrantedSkill.objects.filter(scheme=row).exclude(skill__in=skills).delete()
    for skill, level in skills.items():
        if skill not in held or held[skill].level != level:
            GrantedSkill.objects.update_or_create(
                scheme=row, skill_id=skill, defaults={"level": level}
            )


def _locked(scheme: CertificateScheme) -> CertificateScheme:
    rows = CertificateScheme.objects.select_for_update(of=("self",)).select_related("issuer")
    return rows.get(pk=scheme.pk)
