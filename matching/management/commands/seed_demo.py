import argparse
import sys
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import Error, reset_queries
from django.utils import timezone

from matching.demo.progress import Progress
from matching.demo.seeding import Order, seed_demo
from matching.demo.terms import DemoError
from parks.actions.vocabulary import load_vocabulary
from parks.models import Vocabulary
from parks.vocabulary.reference import BrokenReferenceError, read_reference


class Command(BaseCommand):
    help = (
        "Fill the portal with made-up companies, openings and graduates, or top it up to the "
        "numbers given; the same numbers and seed on the same day give the same data."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--graduates", type=_count, default=300, help="how many, default 300")
        parser.add_argument("--openings", type=_count, default=120, help="how many, default 120")
        parser.add_argument("--seed", type=_count, default=1, help="of the draw, default 1")

    def handle(self, *, graduates: int, openings: int, seed: int, **options: Any) -> None:
        order = Order(graduates, openings, seed, timezone.localdate())
        # With DEBUG on Django keeps every statement, and those of a chunk have megabytes.
        progress = Progress(options.get("stderr") or sys.stderr, after_chunk=reset_queries)
        try:
            if not Vocabulary.objects.exists():
                load_vocabulary(read_reference(), at=timezone.now())
            counts = seed_demo(order, progress)
        except (DemoError, BrokenReferenceError) as error:
            raise CommandError(str(error)) from error
        except Error as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database refused the demo data: {reason}.") from error
        for count in counts:
            self.stdout.write(f"{count.noun}: {count.created} created, {count.there} in all")


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of 0 or more.")
    return number
