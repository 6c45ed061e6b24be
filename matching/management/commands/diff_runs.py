"""What differs between two matching runs."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from matching.management.run_names import PUBLISHED, run_named
from matching.models import MatchRun
from matching.queries.run_differences import (
    Lists,
    PairChange,
    RunDifference,
    compare_runs,
)
from parks.models import Park

NO_LISTS = "The lists of one of them are no longer kept."
NOTHING = "no difference"


class Command(BaseCommand):
    help = "Show what differs between two matching runs: input, versions, figures, lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        about = "a run's UUID or number, or “published”"
        parser.add_argument("first", metavar="A", help=about)
        parser.add_argument("second", metavar="B", help=about)
        parser.add_argument("--park", metavar="SLUG", help="whose run “published” means")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        names = [options["first"], options["second"]]
        found = compare_runs(*_runs(names, _park(options["park"])))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), default=_plain))
        else:
            self.stdout.write("\n".join(_words(found)))


def _runs(names: list[str], park: Park | None) -> list[MatchRun]:
    """Return both runs; “published” means the park that is given, else that of the other run."""
    others = [run_named(name) for name in names if name != PUBLISHED]
    park = park or (others[0].park if others else None)
    return [run_named(name, park=park) for name in names]


def _park(slug: str | None) -> Park | None:
    if slug is None:
        return None
    park = Park.objects.filter(slug=slug).first()
    if park is None:
        raise CommandError(f"There is no park “{slug}”.")
    return park


def as_json(found: RunDifference) -> dict[str, Any]:
    """Return facts that differ as [first, second]; `lists` is null when they are not kept."""
    lists = None
    if found.lists is not None:
        lists = asdict(found.lists)
        lists["largest"] = [pair._asdict() for pair in found.lists.largest]
    return {"facts": {name: list(pair) for name, pair in found.facts.items()}, "lists": lists}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in JSON")


def _words(found: RunDifference) -> Iterator[str]:
    for name, (before, after) in found.facts.items():
        yield f"{name.replace('_', ' ')}: {before} → {after}"
    if not found.facts:
        yield f"Input, versions and figures: {NOTHING}."
    if found.lists is None:
        yield NO_LISTS
    else:
        yield from _list_words(found.lists)


def _list_words(lists: Lists) -> Iterator[str]:
    if not (lists.graduates_changed or lists.openings_changed):
        yield f"Lists: {NOTHING}."
        return
    yield (
        f"Lists changed: {lists.graduates_changed:,} of graduates, "
        f"{lists.openings_changed:,} of openings; mean overlap of the first ten "
        f"{lists.overlap:.4f}"
    )
    yield f"Pairs: {lists.new:,} new, {lists.gone:,} gone, {lists.other_points:,} with other points"
    for pair in lists.largest:
        yield f"  {_pair_words(pair)}"


def _pair_words(pair: PairChange) -> str:
    before, after = ("–" if each is None else each for each in (pair.before, pair.after))
    return f"profile {pair.profile_id}, opening {pair.opening_id}: {before} → {after}"
