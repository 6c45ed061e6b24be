"""The whole reasoning of one pair, as the pages show it."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from companies.models import Opening
from matching.loading.lines import PairExplanation
from matching.loading.pairs import explain_pair
from talent.models import Profile


class Command(BaseCommand):
    help = "Explain why a profile and an opening have their points."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", type=UUID, metavar="PROFILE", help="uuid of the profile")
        parser.add_argument("opening", type=UUID, metavar="OPENING", help="uuid of the opening")
        parser.add_argument("--language", default="en", choices=("en", "zh-hans"))

    def handle(self, *args: Any, **options: Any) -> None:
        profile = Profile.objects.for_explaining().filter(uuid=options["profile"]).first()
        openings = Opening.objects.with_company().with_requirements()
        opening = openings.filter(uuid=options["opening"]).first()
        if profile is None:
            raise CommandError(f"There is no profile {options['profile']}.")
        if opening is None:
            raise CommandError(f"There is no opening {options['opening']}.")
        with translation.override(options["language"]):
            explanation = explain_pair(profile, opening)
            self.stdout.write(f"{profile.pseudonym} × {opening.title} ({opening.company})")
            self.stdout.write("\n".join(lines(explanation)))


def lines(explanation: PairExplanation) -> list[str]:
    """Write an explanation as lines of text: total, terms, conditions, skills."""
    return [
        f"{explanation.points} / 4096",
        *(f"  {term.label}: {term.points} / {term.maximum}" for term in explanation.terms),
        *(
            f"  [{gate.state}] {gate.label}: {gate.asked or '–'} | {gate.stated}"
            for gate in explanation.gates
        ),
        *(
            f"  [{skill.standing}] {skill.label}, {skill.importance}, {skill.required}"
            f" | {skill.held or '–'}: {skill.points} / {skill.maximum} {skill.evidence}"
            for skill in explanation.skills
        ),
    ]
