"""Texts of mails that exist for a test only."""

import copy
from collections.abc import Callable

import pytest


@pytest.fixture
def text(settings, tmp_path) -> Callable[..., str]:
    """Make a text of the name `mail/<name>` and give that name, as `tell` takes it."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], tmp_path]
    settings.TEMPLATES = templates
    (tmp_path / "mail").mkdir()

    def made(content: str, name: str = "news") -> str:
        whole = "{% autoescape off %}" + content + "{% endautoescape %}"
        (tmp_path / "mail" / f"{name}.txt").write_text(whole, encoding="utf-8")
        return f"mail/{name}"

    return made
