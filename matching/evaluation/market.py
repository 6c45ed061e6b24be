"""A labelled collection as a market of the engine."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from companies.postings.reading import Posting
from companies.postings.rows import RowError
from matching import engine
from matching.evaluation.collection import Collection, LabelledGraduate, LabelledOpening
from matching.evaluation.cvs import GraduateReader, ReadGraduate, graduate_columns
from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.names import Names
from matching.evaluation.postings import OpeningReader, opening_columns
from matching.evaluation.remarks import Remarks
from matching.loading.vocabulary import load_vocabulary_index
from parks.imports.reports import Progress
from talent.cv.errors import CvError

Labelled, Read = TypeVar("Labelled"), TypeVar("Read")


class ReadCollection(NamedTuple):
    """What the readers understood, row by row, and the market made of it."""

    postings: list[Posting]
    people: list[ReadGraduate]
    market: engine.Market


def read_market(
    collection: Collection, remarks: Remarks, progress: Progress = lambda done: None
) -> ReadCollection:
    """Read both sides by the readers that the portal itself uses, and count their statistics.

    `progress` is told how many texts are read. Raise BrokenCollectionError for a text that no
    reader takes.
    """
    names, index = Names.load(), load_vocabulary_index()
    if not index.labelled:
        raise BrokenCollectionError("The vocabulary is empty: run load_vocabulary first.")
    openings, graduates = OpeningReader(names, remarks), GraduateReader(names, remarks)
    postings = _each(collection.openings, openings.read, progress)
    read = len(postings)
    people = _each(collection.graduates, graduates.read, lambda done: progress(read + done))
    supply, count = graduate_columns(people, index), index.vocabulary.skill_count
    demand = opening_columns(postings, index)
    statistics = engine.Statistics.of(supply, demand, count)
    market = engine.Market(supply, demand, index.vocabulary, statistics)
    return ReadCollection(postings, people, market)


def _each(
    labelled: tuple[LabelledOpening, ...] | tuple[LabelledGraduate, ...],
    read: Callable[[Labelled], Read],
    progress: Progress,
) -> list[Read]:
    found = []
    for number, one in enumerate(labelled, start=1):
        try:
            found.append(read(one))
        except (RowError, CvError) as error:
            raise BrokenCollectionError(
                f"The text of “{one.id}” cannot be read: {error}"
            ) from error
        progress(number)
    return found
