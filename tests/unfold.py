"""What tests of the web admin share; a test module takes it by naming it in `pytest_plugins`."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.template import engines


@pytest.fixture
def unfold(monkeypatch) -> None:
    """Unfold's templates name values that are not always there: empty, as people see them."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def submit():
    """Open a form of the admin, change some fields and press save, as a browser would."""

    def submitted(client, link: str, **changes: Any) -> HttpResponse:
        context = client.get(link).context
        fields = shown_in(context["adminform"].form)
        for inline in context["inline_admin_formsets"]:
            for form in (inline.formset.management_form, *inline.formset.forms):
                fields |= shown_in(form)
        return client.post(link, fields | changes)

    return submitted


@pytest.fixture
def said():
    """Return what an answer tells the person, as level and text."""

    def told(response: HttpResponse) -> list[tuple[str, str]]:
        request = response.wsgi_request
        return [(message.level_tag, str(message)) for message in get_messages(request)]

    return told


def shown_in(form: BaseForm) -> dict[str, Any]:
    """Return what a browser would send back of an untouched form: no unchecked box, no nothing."""
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {n: value for n, value in values.items() if value is not None and value is not False}


@pytest.fixture
def refused():
    """Return why a form of the web admin came back with all that was entered."""

    def why(response: HttpResponse) -> list[str]:
        context = response.context
        form = context["adminform"].form if "adminform" in context else context["form"]
        return list(form.non_field_errors())

    return why
