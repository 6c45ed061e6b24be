"""Measure how well the engine ranks the graduates of a labelled collection for its openings."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from matching import engine
from matching.evaluation.collection import Collection, read_collection
from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.market import read_market
from matching.evaluation.ranking import Ranking, rank
from matching.evaluation.remarks import Remarks
from matching.evaluation.report import as_json, in_words, write_ranking
from parks.imports.terminal import Error, find_input, progress_bar


class Command(BaseCommand):
    help = (
        "Rank the graduates of a folder (openings.jsonl, graduates.jsonl, qrels.tsv) for each of"
        " its openings and print nDCG@10, MAP, MRR and recall@50. No database row is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="the labelled collection")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
        parser.add_argument("--ranking", metavar="FILE", help="also write every rank and score")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            collection = read_collection(find_input(options["folder"]))
            ranking = self._rank(collection)
            if options["ranking"]:
                write_ranking(Path(options["ranking"]), collection, ranking)
        except BrokenCollectionError as error:
            raise Error(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(collection, ranking)))
        else:
            self.stdout.write("\n".join(in_words(collection, ranking)))

    def _rank(self, collection: Collection) -> Ranking:
        remarks, openings = Remarks(), len(collection.openings)
        with progress_bar(openings + len(collection.graduates), "text") as progress:
            market = read_market(collection, remarks, progress).market
        for sentence in remarks.sentences():
            self.stderr.write(sentence)
        with progress_bar(openings, "opening") as progress:
            return rank(market, engine.Weights(), progress)
