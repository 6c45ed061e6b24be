"""The forms that every page builds on."""

from crispy_forms.utils import render_crispy_form
from django import forms

from parks.forms.accounts import NameForm
from parks.forms.base import PortalForm


class GreetingForm(PortalForm):
    button = "Send the greeting"

    name = forms.CharField(label="Your name", help_text="As your friends call you.")


def test_a_form_is_posted_by_a_button_that_says_what_it_does():
    html = render_crispy_form(GreetingForm())

    assert 'method="post"' in html
    assert 'value="Send the greeting"' in html


def test_every_control_has_its_label_and_its_help_below():
    html = render_crispy_form(GreetingForm())

    assert 'for="id_name"' in html
    assert html.index("As your friends call you.") > html.index('id="id_name"')


def test_an_error_stands_at_its_field():
    form = GreetingForm({"name": ""})

    html = render_crispy_form(form)

    assert not form.is_valid()
    assert "is-invalid" in html
    assert 'class="invalid-feedback"' in html


def test_a_form_writes_no_inline_style_or_handler():
    html = render_crispy_form(GreetingForm({"name": ""}))

    assert "style=" not in html
    assert "onclick=" not in html


def test_the_name_is_asked_for_at_sign_up_before_the_address():
    assert list(NameForm().fields) == ["full_name", "accepts_terms"]
    assert NameForm.field_order[0] == "full_name"


def test_nobody_signs_up_without_a_name_or_with_an_endless_one():
    assert "full_name" in NameForm({"full_name": "  "}).errors
    assert "full_name" in NameForm({"full_name": "林" * 151}).errors
    assert NameForm({"full_name": "林" * 150, "accepts_terms": "on"}).is_valid()
