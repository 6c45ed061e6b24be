"""Measure how well titles of postings are ranked to occupations."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from parks.imports.terminal import Error, find_input, progress_bar
from parks.loading_titles import NoOccupationsError, load_title_index
from parks.titles.collection import BrokenCollectionError, LabelledTitle, read_collection
from parks.titles.figures import Figures, figures_of
from parks.titles.index import TitleIndex


class Command(BaseCommand):
    help = 'Rank the titles of a file (a line: {"title": …, "code": …}) and print R@k and MRR.'

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="JSON lines with “title” and “code”")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cases = read_collection(find_input(options["file"]))
            index = load_title_index()
        except BrokenCollectionError as error:
            raise Error(str(error)) from error
        except NoOccupationsError as error:
            raise Error("There are no occupations yet: run load_vocabulary first.") from error
        self._tell_unknown(cases, index)
        figures = figures_of(_ranks(cases, index))
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json()))
        else:
            self.stdout.write("\n".join(_in_words(figures)))

    def _tell_unknown(self, cases: Sequence[LabelledTitle], index: TitleIndex) -> None:
        known = set(index.codes)
        unknown = sum(case.code not in known for case in cases)
        if unknown:
            self.stderr.write(
                f"{unknown} of {len(cases)} titles have a code that no occupation of the "
                "vocabulary has; they count as misses."
            )


def _ranks(cases: Sequence[LabelledTitle], index: TitleIndex) -> list[int | None]:
    ranks = []
    with progress_bar(len(cases), "title") as progress:
        for number, case in enumerate(cases, start=1):
            ranks.append(_rank(case, index))
            progress(number)
    return ranks


def _rank(case: LabelledTitle, index: TitleIndex) -> int | None:
    """Return the place of the right occupation, None if it has nothing in common with the title."""
    for place, candidate in enumerate(index.rank(case.title), start=1):
        if candidate.code == case.code:
            return place if candidate.score > 0 else None
    return None


def _in_words(figures: Figures) -> list[str]:
    return [
        f"R@1   {figures.recall_at_1:.4f}",
        f"R@5   {figures.recall_at_5:.4f}",
        f"R@10  {figures.recall_at_10:.4f}",
        f"MRR   {figures.mrr:.4f}",
        f"{figures.titles} titles",
    ]
