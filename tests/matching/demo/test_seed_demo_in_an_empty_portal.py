from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from companies.models import Opening
from matching.demo.earlier_hirings import earlier_openings
from parks.models import Park, Vocabulary

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> None:
    call_command("seed_demo", *arguments, stdout=StringIO(), stderr=StringIO())


def test_an_empty_vocabulary_is_loaded_first():
    assert not Vocabulary.objects.exists()

    run("--graduates", "1", "--openings", "1")

    assert Vocabulary.objects.exists()
    assert Opening.objects.count() == 1 + len(earlier_openings())


@pytest.mark.parametrize("option", ["--graduates", "--openings", "--seed"])
@pytest.mark.parametrize("value", ["-1", "many", "1.5", "²", ""])
def test_what_is_no_number_is_refused_before_anything_is_done(option, value):
    with pytest.raises(CommandError) as caught:
        run(f"{option}={value}")

    assert str(caught.value) == (
        f"Error: argument {option}: “{value}” is not a whole number of 0 or more."
    )
    assert not Vocabulary.objects.exists()
    assert not Park.objects.exists()
