"""Count the cockpits, and what students lack, now and in this process."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from matching.actions.cockpit import take_snapshot
from matching.actions.curricula import take_curriculum, with_claimed_students
from parks.models import Park
from talent.models import University


class Command(BaseCommand):
    help = (
        "Count the figures of the cockpit now, of each park and of the platform, "
        "and the curriculum feedback of each university."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--park", metavar="SLUG", help="only this park")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        taken = {}
        for park in _owners(options["park"]):
            snapshot = take_snapshot(park, now=timezone.now())
            taken[park.slug if park else "platform"] = snapshot.seconds if snapshot else None
        if options["park"] is None:
            taken |= _curricula()
        self.stdout.write(json.dumps({"seconds": taken}) if options["json"] else _words(taken))


def _owners(slug: str | None) -> list[Park | None]:
    if slug is None:
        return [*Park.objects.order_by("pk"), None]
    park = Park.objects.filter(slug=slug).first()
    if park is None:
        raise CommandError(f"There is no park {slug!r}.")
    return [park]


def _curricula() -> dict[str, float]:
    rows = University.objects.filter(pk__in=with_claimed_students()).order_by("pk")
    return {row.slug: take_curriculum(row, now=timezone.now()).seconds for row in rows}


def _words(taken: dict[str, float | None]) -> str:
    busy = "being counted by another process"
    told = {name: busy if taken[name] is None else f"{taken[name]:.2f} s" for name in taken}
    return "\n".join(f"{name}: {words}" for name, words in told.items())
