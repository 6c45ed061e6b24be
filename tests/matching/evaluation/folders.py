"""Labelled collections for the tests: folders with three files, by default in good order."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

OPENING = {"id": "o1", "lang": "en", "title": "Analyst", "text": "HPLC is required."}
GRADUATE = {"id": "g1", "lang": "en", "text": "I have experience with HPLC."}
HEADINGS = "opening_id\tgraduate_id\tgrade"


def json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def folder_of(
    path: Path,
    openings: Iterable[Mapping[str, Any]] = (OPENING,),
    graduates: Iterable[Mapping[str, Any]] = (GRADUATE,),
    judgements: Iterable[str] = ("o1\tg1\t3",),
) -> Path:
    """Write a collection into a folder; what is given lacks nothing but what a test is about."""
    json_lines(path / "openings.jsonl", openings)
    json_lines(path / "graduates.jsonl", graduates)
    (path / "qrels.tsv").write_text("\n".join([HEADINGS, *judgements]), encoding="utf-8")
    return path
