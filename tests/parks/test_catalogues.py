"""Translations by Babel alone, on a small project of its own."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from parks.catalogues import (
    catalogue_path,
    compile_catalogue,
    extract,
    problems,
    read_catalogue,
    update_catalogue,
)

SOURCE = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

A = _("Save")
B = pgettext_lazy("a skill", "missing")
C = ngettext("%(count)d match", "%(count)d matches", 2)
D = "not marked"
"""
TEMPLATE = """{% load i18n %}
  <h1>{% translate "Openings" %}</h1>
    <p>It's {% blocktranslate with name=user %}Hello, {{ name }}{% endblocktranslate %}</p>
{% blocktranslate trimmed count number=3 %}{{ number }} opening{% plural %}{{ number }} openings
{% endblocktranslate %}
{# translators see this #}
<p title="{% translate 'Say "hi"' %}">) " ' (</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "parks" / "views.py", SOURCE)
    write(tmp_path / "templates" / "parks" / "page.html", TEMPLATE)
    write(tmp_path / "templates" / "parks" / "mail.txt", '{% load i18n %}{% translate "Bye" %}')
    write(tmp_path / "tests" / "test_views.py", '_("only in tests")')
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate(root: Path, **translations: str) -> None:
    """Fill in what the catalogue leaves empty, as a translator would in the file."""
    path = catalogue_path(root)
    text = path.read_text(encoding="utf-8")
    for english, chinese in translations.items():
        empty = f'msgid "{english}"\nmsgstr ""'
        text = text.replace(empty, f'{empty[:-1]}{chinese}"')
    path.write_text(text, encoding="utf-8")


def test_every_marked_text_is_found_in_sources_pages_and_mails(root):
    found = {(message.id, message.context) for message in extract(root) if message.id}

    assert found == {
        ("Save", None),
        ("missing", "a skill"),
        (("%(count)d match", "%(count)d matches"), None),
        ("Openings", None),
        ("Hello, %(name)s", None),
        (("%(number)s opening", "%(number)s openings"), None),
        ('Say "hi"', None),
        ("Bye", None),
    }


def test_an_update_writes_the_catalogue_and_a_second_one_changes_nothing(root):
    update_catalogue(root)
    first = catalogue_path(root).read_bytes()

    update_catalogue(root)

    assert b'msgid "Save"' in first
    assert catalogue_path(root).read_bytes() == first


def test_an_update_keeps_translations_and_drops_what_is_no_longer_used(root):
    update_catalogue(root)
    translate(root, Save="保存", Bye="再见")
    (root / "templates" / "parks" / "mail.txt").unlink()
    write(root / "talent" / "forms.py", '_("Skills")')

    update_catalogue(root)

    kept = {message.id: message.string for message in read_catalogue(root)}
    assert kept["Save"] == "保存"
    assert kept["Skills"] == ""
    assert "Bye" not in catalogue_path(root).read_text(encoding="utf-8")


def test_a_text_that_is_much_like_another_does_not_take_over_its_translation(root):
    update_catalogue(root)
    translate(root, Openings="职位")
    write(root / "templates" / "other.html", '{% load i18n %}{% translate "Opening" %}')

    update_catalogue(root)

    assert read_catalogue(root).get("Opening").string == ""


def test_django_reads_what_was_compiled(root):
    update_catalogue(root)
    translate(root, Save="保存")

    path = compile_catalogue(root)

    with path.open("rb") as file:
        translations = GNUTranslations(file)
    assert path.name == "django.mo"
    assert translations.gettext("Save") == "保存"
    assert translations.gettext("Openings") == "Openings"


def test_texts_that_nobody_extracted_are_problems(root):
    found = problems(root)

    assert "not in the catalogue: 'Save'" in found
    assert len(found) == 8


def test_texts_without_a_translation_are_problems(root):
    update_catalogue(root)
    translate(root, Save="保存")

    found = problems(root)

    assert "not translated: 'Openings'" in found
    assert "not translated: 'Save'" not in found


def test_texts_that_are_gone_are_problems(root):
    update_catalogue(root)
    write(root / "parks" / "views.py", "")

    assert "no longer used: 'Save'" in problems(root)


@pytest.mark.parametrize("chinese", ["你好", "你好，%(nom)s", "你好，%(name)s %(extra)s"])
def test_a_translation_that_names_other_values_is_a_problem(root, chinese):
    update_catalogue(root)
    translate(root, **{"Hello, %(name)s": chinese})

    assert "other placeholders: 'Hello, %(name)s'" in problems(root)


def test_a_catalogue_that_is_complete_has_no_problem(tmp_path):
    write(tmp_path / "parks" / "views.py", '_("Save")\n_("Hello, %(name)s")\n')
    update_catalogue(tmp_path)

    translate(tmp_path, **{"Save": "保存", "Hello, %(name)s": "你好，%(name)s"})

    assert problems(tmp_path) == []
