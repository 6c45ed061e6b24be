"""Training programmes: written and changed by their organiser or the office of their park."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from companies.actions.sessions import MAY_BE_CHANGED
from companies.models import Programme, Session, TaughtSkill
from companies.queries.schemes import schemes_for
from parks.actions.trail import record
from parks.choices.agreements import IN_FORCE
from parks.choices.work import SkillLevel
from parks.models import (
    Agreement,
    AgreementParty,
    CertificateScheme,
    Discipline,
    Membership,
    Organisation,
    Park,
    User,
)


class ProgrammeError(Exception):
    """The programme cannot be kept like this; says why."""


@transaction.atomic
def save_programme(
    *,
    organiser: Organisation,
    park: Park,
    skills: Mapping[int, SkillLevel],
    disciplines: Iterable[Discipline] = (),
    programme: Programme | None = None,
    by: User,
    **facts: Any,
) -> Programme:
    """Keep a programme with the skills it teaches, by skill id; `facts` are columns.

    Raise ProgrammeError without a name, for an agreement that the organiser has not signed or
    another one while people hold places, and for a certificate newly chosen that somebody else does
    not share, or instead of the one that people were promised.
    """
    row = _locked(programme) if programme else Programme(organiser=organiser, park=park)
    held = row.scheme_id
    if programme is not None and "agreement" in facts:
        require_same_agreement(row, facts["agreement"])
    for name, value in facts.items():
        setattr(row, name, value)
    if not (row.name_zh or row.name_en):
        raise ProgrammeError(_("Give a name in Chinese or in English."))
    require_party(row.agreement, organiser)
    if row.scheme_id != held:
        _require_scheme(row.scheme, organiser, by)
        if held is not None:
            _require_nobody_in(row)
    row.save()
    row.disciplines.set(disciplines)
    _set_skills(row, skills)
    record(
        row,
        "changed" if programme else "written",
        by=by,
        organisation_id=row.organiser_id,
        park_id=row.park_id,
    )
    return row


def follow_renewals() -> int:
    """Let programmes go on under the agreement that renews theirs once it is in force.

    Who holds a place by the old one keeps that; gives how many programmes moved.
    """
    renewed = Programme.objects.filter(agreement__renewed_by__state__in=IN_FORCE).order_by("pk")
    return sum(_follow_renewal(pk) for pk in list(renewed.values_list("pk", flat=True)))


@transaction.atomic
def _follow_renewal(programme_id: int) -> bool:
    """Sessions are held before the programme, as whoever enrols does."""
    sessions = Session.objects.select_for_update(of=("self",)).filter(programme=programme_id)
    list(sessions.order_by("pk").values_list("pk", flat=True))
    row = Programme.objects.select_for_update(of=("self",)).get(pk=programme_id)
    renewal = Agreement.objects.in_force().filter(renews=row.agreement_id).first()
    if renewal is None:
        return False
    row.agreement = renewal
    row.save(update_fields=["agreement"])
    scope = {"organisation_id": row.organiser_id, "park_id": row.park_id}
    record(row, "goes on", by=None, agreement=renewal.pk, **scope)
    return True


def require_party(agreement: Agreement | None, organiser: Organisation) -> None:
    """Let nobody give out the places of an agreement between others."""
    if agreement is None:
        return
    if not AgreementParty.objects.filter(agreement=agreement, organisation=organiser).exists():
        raise ProgrammeError(_("The organiser has not signed this agreement."))


def require_same_agreement(programme: Programme, agreement: Agreement | None) -> None:
    """Keep a class within the quota it was filled by until its sessions are over."""
    if programme.agreement_id == (agreement.pk if agreement else None):
        return
    under_way = programme.sessions.select_for_update(of=("self",)).filter(state__in=MAY_BE_CHANGED)
    if any(session.taken for session in under_way.order_by("pk")):
        raise ProgrammeError(
            _("People hold places in its sessions: the agreement stays until these are over.")
        )


def _require_scheme(scheme: CertificateScheme | None, organiser: Organisation, by: User) -> None:
    """Let nobody certify in another's name; who acts for the issuer may choose its scheme."""
    if scheme is None or schemes_for(organiser).filter(pk=scheme.pk).exists():
        return
    mine = Membership.objects.live().filter(user=by, organisation=scheme.issuer_id)
    if not (by.is_superuser or mine.exists()):
        raise ProgrammeError(_("Its issuer does not share this certificate with you."))


def _require_nobody_in(programme: Programme) -> None:
    """Keep the certificate that people enrolled for: they are certified by it also afterwards."""
    sessions = programme.sessions.select_for_update(of=("self",)).order_by("pk")
    if any(session.taken for session in sessions):
        raise ProgrammeError(
            _("People have enrolled for this certificate. Make a new programme for another one.")
        )


def _set_skills(row: Programme, skills: Mapping[int, SkillLevel]) -> None:
    TaughtSkill.objects.filter(programme=row).exclude(skill__in=skills).delete()
    for skill, level in skills.items():
        TaughtSkill.objects.update_or_create(
            programme=row, skill_id=skill, defaults={"level": level}
        )


def _locked(programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update(of=("self",))
    return rows.select_related("organiser", "agreement").get(pk=programme.pk)
