"""Real CVs against made-up openings of their trade: who did that work must stand before others."""

import json

import numpy as np
import pytest

from matching import engine
from matching.evaluation.collection import read_collection
from matching.evaluation.market import read_market
from matching.evaluation.ranking import rank
from matching.evaluation.remarks import Remarks
from tests.matching.evaluation.folders import folder_of

pytestmark = [pytest.mark.real_input, pytest.mark.usefixtures("vocabulary")]

OPENINGS = {
    "clinical": ("Clinical Study Coordinator", "Coordinate clinical trials under GCP, consent."),
    "临床": ("临床研究协调员", "负责临床试验项目的协调，遵守GCP，管理知情同意书和受试者随访。"),
    "pharmacy": ("Pharmacy Technician", "Dispense medicines in a pharmacy and advise patients."),
    "药房": ("药房调剂员", "负责药房处方调配和发药，指导患者用药。"),
    "microbiology": ("Microbiologist", "Microbial testing, aseptic technique, culture media."),
    "微生物": ("微生物检验员", "负责微生物检测，熟悉无菌操作和培养基制备。"),
}
FITS = {
    "clinical-study-coordinator": ("clinical", "临床"),
    "clinical-research-coordinator-qa": ("clinical", "临床"),
    "pharmacy-technician": ("pharmacy", "药房"),
    "microbiologist-aseptic": ("microbiology", "微生物"),
}


def test_real_cvs_are_among_the_first_three_of_thirteen_for_openings_of_their_trade(
    real_input, tmp_path
):
    cvs = real_input / "cvs" / "en_deidentified"
    names = [row["file"] for row in json.loads((cvs / "index.json").read_text(encoding="utf-8"))]
    graduates = [
        {
            "id": name.removesuffix(".txt"),
            "lang": "en",
            "text": (cvs / name).read_text(encoding="utf-8-sig"),
        }
        for name in names
    ]
    openings = [
        {"id": key, "lang": "en" if key.isascii() else "zh", "title": title, "text": text}
        for key, (title, text) in OPENINGS.items()
    ]
    judgements = [f"{opening}\t{cv}\t3" for cv, asked in FITS.items() for opening in asked]
    collection = read_collection(folder_of(tmp_path, openings, graduates, judgements))

    ranking = rank(read_market(collection, Remarks()).market, engine.Weights())

    places = {
        (collection.openings[opening].id, collection.graduates[graduate].id): int(
            np.flatnonzero(ranking.order[opening] == graduate)[0]
        )
        for opening, graduate in collection.grades
    }
    assert len(collection.graduates) == 13
    assert {pair: place for pair, place in places.items() if place >= 3} == {}
