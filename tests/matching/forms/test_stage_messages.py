import pytest

from matching.forms.stage_messages import StageMessagesForm
from matching.models import MessageTemplate

pytestmark = pytest.mark.usefixtures("english")


def test_what_is_prepared_stands_in_its_box():
    template = MessageTemplate(state="hired", text_zh="欢迎", text_en="Welcome")

    form = StageMessagesForm(templates={"hired": template})

    assert (form["hired_zh-hans"].value(), form["hired_en"].value()) == ("欢迎", "Welcome")
    assert {form[name].value() for name in form.fields if "hired" not in name} == {""}


def test_the_texts_come_back_by_stage_and_language():
    form = StageMessagesForm({"refused_en": "Sorry"}, templates={})

    assert form.is_valid()
    assert form.texts["refused"] == {"zh-hans": "", "en": "Sorry"}
    assert set(form.texts) == {"shortlisted", "interviewing", "offered", "hired", "refused"}
