import pytest

from matching.demo.wording import in_sentence


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Cell culture", "cell culture"),
        ("Upstream Process", "upstream process"),
        ("Cell-based assays", "cell-based assays"),
        ("Design of experiments", "design of experiments"),
    ],
)
def test_an_ordinary_label_loses_its_capitals_inside_a_sentence(label, written):
    assert in_sentence(label) == written


@pytest.mark.parametrize(
    "label", ["GMP", "CAR-T", "LC-MS", "ELISA", "R", "eCTD dossier", "GraphPad Prism", "SDS-PAGE"]
)
def test_abbreviations_and_brands_keep_theirs(label):
    assert in_sentence(label).split()[0] == label.split()[0]


@pytest.mark.parametrize("label", ["English", "Python", "Western blot"])
def test_proper_names_keep_theirs(label):
    assert in_sentence(label) == label
