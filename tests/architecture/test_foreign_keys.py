"""Foreign keys point down or stay on their floor, as imports do."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

FLOORS = {"parks": 0, "companies": 1, "talent": 1, "matching": 2}


def upward(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the relations that leave an app for one that is not below it."""
    return [
        (source, target)
        for source, target in pairs
        if source != target and FLOORS[target] >= FLOORS[source]
    ]


def relations() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, models.Field) else None
            ends = (model._meta.app_label, target._meta.app_label) if target else ()
            if ends and set(ends) <= set(FLOORS):
                yield ends


def test_no_foreign_key_points_up_or_sideways():
    assert upward(relations()) == []


def test_there_are_relations_between_the_floors_to_look_at():
    assert {("companies", "parks"), ("talent", "parks"), ("matching", "talent")} <= set(relations())


def test_an_upward_or_sideways_relation_would_be_seen():
    made_up = [("parks", "matching"), ("talent", "companies"), ("matching", "parks")]

    assert upward(made_up) == [("parks", "matching"), ("talent", "companies")]
