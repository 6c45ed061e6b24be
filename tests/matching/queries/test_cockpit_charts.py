"""Charts as shapes: what stands where, and how much of a label is read."""

import pytest

from matching.queries.cockpit_charts import WIDTH, Chart, bars


def chart_of(*labels: str) -> Chart:
    return bars("Programmes", ["Pairs"], [(label, [(4, "4")]) for label in labels])


@pytest.mark.parametrize(
    "labels",
    [
        (
            "Pharmaceutical preparation production, intermediate",
            "Pharmaceutical preparation production, advanced",
        ),
        ("药物制剂生产职业技能培训项目(中级)", "药物制剂生产职业技能培训项目(高级)"),
        ("GMP", "DoE"),
    ],
)
def test_labels_that_differ_at_their_end_are_told_apart(labels):
    words = [word.text for word in chart_of(*labels).words]

    assert [word for word in words if word in labels] == list(labels)


def test_however_long_a_label_is_its_bar_and_number_stay_inside():
    chart = chart_of("药" * 200, "GMP")

    label = next(word for word in chart.words if word.text.startswith("药"))
    bar = chart.boxes[-1]
    assert label.text.endswith("…")
    assert label.x < bar.x
    assert bar.x + bar.width < max(word.x for word in chart.words) < WIDTH
