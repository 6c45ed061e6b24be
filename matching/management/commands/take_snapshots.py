"""Count the cockpits now, in this process."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from matching.actions.cockpit import take_snapshot
from parks.models import Park


class Command(BaseCommand):
    help = "Count the figures of the cockpit now: of each park and of the platform."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--park", metavar="SLUG", help="only this park")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        taken = {}
        for park in _owners(options["park"]):
            snapshot = take_snapshot(park, now=timezone.now())
            taken[park.slug if park else "platform"] = snapshot.seconds if snapshot else None
        self.stdout.write(json.dumps({"seconds": taken}) if options["json"] else _words(taken))


def _owners(slug: str | None) -> list[Park | None]:
    if slug is None:
        return [*Park.objects.order_by("pk"), None]
    park = Park.objects.filter(slug=slug).first()
    if park is None:
        raise CommandError(f"There is no park {slug!r}.")
    return [park]


def _words(taken: dict[str, float | None]) -> str:
    return "\n".join(
        f"{name}: being counted by another process" if seconds is None else f"{name}: {seconds} s"
        for name, seconds in taken.items()
    )
