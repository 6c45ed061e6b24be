"""The whole reasoning of one pair, as the pages show it, and which training would help."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Opening
from matching import engine
from matching.loading.lines import CertificateLine, GateLine, SkillLine, StepLine, TermLine
from matching.loading.offers import Offer, OffersError, read_offers
from matching.loading.pairs import explain_pair, plan_training
from parks.templatetags.ui import percent
from talent.models import Profile

NOTHING = "–"


class Command(BaseCommand):
    help = "Explain why a profile and an opening have their points, and what would change them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", type=UUID, metavar="PROFILE", help="uuid of the profile")
        parser.add_argument("opening", type=UUID, metavar="OPENING", help="uuid of the opening")
        parser.add_argument("--language", default="en", choices=("en", "zh-hans"))
        parser.add_argument(
            "--offers",
            type=Path,
            metavar="FILE",
            help="JSON list of trainings: name, skills (skill, level 1 to 4), evidence; "
            "the one or two that help most are named",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        profile = Profile.objects.for_explaining().filter(uuid=options["profile"]).first()
        openings = Opening.objects.with_company().prefetch_related("disciplines")
        opening = openings.filter(uuid=options["opening"]).first()
        if profile is None:
            raise CommandError(f"There is no profile {options['profile']}.")
        if opening is None:
            raise CommandError(f"There is no opening {options['opening']}.")
        offers = _offers(options["offers"])
        with translation.override(options["language"]):
            told = list(reasons(profile, opening))
            if offers is not None:
                told += training(profile, opening, offers)
        self.stdout.write("\n".join(told))


def _offers(path: Path | None) -> list[Offer] | None:
    try:
        return None if path is None else read_offers(path)
    except OffersError as error:
        raise CommandError(str(error)) from error


def reasons(profile: Profile, opening: Opening) -> Iterator[str]:
    """Write an explanation as lines of text: total, halves, skills, steps, conditions."""
    told = explain_pair(profile, opening)
    yield f"{profile.pseudonym} × {opening.title} ({opening.company})"
    yield f"{told.points} / 4096 = {percent(told.points)} %"
    yield from _half(_("Fit for the company"), told.company_points, told.company_terms)
    yield from _half(_("Fit for the graduate"), told.graduate_points, told.graduate_terms)
    yield _("Skills")
    yield from map(_skill, told.skills)
    if told.steps:
        yield _("What would change it")
        yield from map(_step, told.steps)
    yield _("Conditions")
    yield from map(_gate, told.gates)


def _half(label: str, points: int, terms: list[TermLine]) -> Iterator[str]:
    yield f"{label}: {points} / {sum(term.maximum for term in terms)}"
    for term in terms:
        yield f"  {term.label}: {term.points} / {term.maximum}"


def _skill(skill: SkillLine) -> str:
    held = f"{skill.held} ({skill.source})" if skill.held else NOTHING
    parts = [
        f"  [{skill.standing}] {skill.label}, {skill.importance}, {skill.required} | {held}",
        f"{skill.points} / {skill.maximum}",
        f"{_('Evidence of skills')} {skill.evidence_points} / {skill.evidence_maximum}",
    ]
    if skill.through:
        parts.append(_("partly, through %(through)s") % {"through": skill.through})
    if skill.loss:
        parts.append(_less(skill.loss))
    if skill.certificate:
        parts.append(_verified(skill.certificate))
    if skill.evidence:
        parts.append(f"“{skill.evidence}”")
    return "; ".join(parts)


def _verified(certificate: CertificateLine) -> str:
    if not certificate.serial:
        return _("verified by certificate %(name)s") % {"name": certificate.name}
    words = _("verified by certificate %(name)s, %(serial)s")
    return words % {"name": certificate.name, "serial": certificate.serial}


def _less(loss: int) -> str:
    words = ngettext("%(loss)s point less without it", "%(loss)s points less without it", loss)
    return words % {"loss": loss}


def _step(step: StepLine) -> str:
    what = f"{step.label}, {step.level}" if step.level else step.label
    opens = f" [{_('all conditions met')}]" if step.opens else ""
    return f"  +{step.gain}: {what}{opens}"


def _gate(gate: GateLine) -> str:
    sides = f": {gate.asked or NOTHING} | {gate.stated or NOTHING}"
    return f"  [{gate.state}] {gate.label}{sides if gate.asked or gate.stated else ''}"


def training(profile: Profile, opening: Opening, offers: list[Offer]) -> Iterator[str]:
    """Write which one or two of the offers help most, and the points counted again with them."""
    yield _("Training that helps most")
    plan = plan_training(profile, opening, [offer.teaches for offer in offers])
    if plan is None:
        yield "  " + _("None of these trainings would change anything.")
        return
    names = " + ".join(offers[row].name for row in plan.offers)
    opens = f" [{_('all conditions met')}]" if plan.state == engine.State.MET else ""
    yield f"  {names}: {plan.points - plan.gain} + {plan.gain} = {plan.points} / 4096{opens}"
