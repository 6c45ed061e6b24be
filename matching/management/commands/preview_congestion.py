"""What the congestion price would change, park by park or for one."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from matching.actions.previews import Preview, preview_congestion
from matching.loading.snapshots import SnapshotGoneError
from parks.models import Park


class Command(BaseCommand):
    help = "Show what each strength of the congestion price would change in a park's lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--park", metavar="SLUG", required=True)
        parser.add_argument("--json", action="store_true", help="print one JSON object of figures")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        park = Park.objects.filter(slug=options["park"]).first()
        if park is None:
            raise CommandError(f"There is no park “{options['park']}”.")
        try:
            preview = preview_congestion(park)
        except SnapshotGoneError as error:
            raise CommandError(str(error)) from error
        if preview is None:
            raise CommandError(f"There is no published run of {park}; run_matching makes one.")
        figures = {strength: asdict(each) for strength, each in preview.figures.items()}
        text = json.dumps({"strength": preview.strength, "figures": figures})
        self.stdout.write(text if options["json"] else "\n".join(_lines(preview)))


def _lines(preview: Preview) -> list[str]:
    head = "strength  mean points  off every top 10  in no list  graduates in none  seats filled"
    rows = [
        f"{strength:>7} %  {each.mean_points:>11.0f}  {each.openings_off_top:>16.1%}"
        f"  {each.openings_unlisted:>10.1%}  {each.graduates_unlisted:>17.1%}"
        f"  {each.seats_filled:>12.1%}"
        for strength, each in preview.figures.items()
    ]
    return [f"{preview.run}, charged today: {preview.strength} %", head, *rows]
