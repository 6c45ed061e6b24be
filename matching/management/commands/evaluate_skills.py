"""Measure how well the portal finds the skills that texts name."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.report import skills_in_words
from matching.evaluation.skills import SkillFigures, evaluate, read_texts, unknown_names
from parks.imports.terminal import Error, find_input, progress_bar


class Command(BaseCommand):
    help = (
        'Find the skills in the texts of a file (a line: {"lang": …, "text": …, "skills": […]})'
        " and print precision, recall and F1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="JSON lines, skills named as you like")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            texts = read_texts(find_input(options["file"]))
            with progress_bar(len(texts), "text") as progress:
                figures = evaluate(texts, progress)
        except BrokenCollectionError as error:
            raise Error(str(error)) from error
        self._tell_unknown(figures)
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json()))
        else:
            self.stdout.write("\n".join(skills_in_words(figures)))

    def _tell_unknown(self, figures: SkillFigures) -> None:
        if figures.unknown:
            times, examples = sum(figures.unknown.values()), ", ".join(unknown_names(figures))
            self.stderr.write(
                f"{len(figures.unknown)} names are no skill of the vocabulary; they count as misses"
                f" ({times} times): {examples}."
            )
