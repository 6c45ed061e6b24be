import pytest

from matching.actions.stage_messages import set_message_templates
from matching.models import MessageTemplate
from parks.models import LogEntry
from tests.factories.companies import CompanyFactory
from tests.factories.matching import MessageTemplateFactory

pytestmark = pytest.mark.django_db


def kept(company) -> dict[str, tuple[str, str]]:
    rows = MessageTemplate.objects.filter(company=company).order_by("state")
    return {row.state: (row.text_zh, row.text_en) for row in rows}


def test_messages_are_kept_changed_and_emptied(company, recruiter):
    MessageTemplateFactory(company=company, state="refused", text_en="No")
    MessageTemplateFactory(company=company, state="hired", text_en="Welcome")

    set_message_templates(
        company,
        texts={
            "shortlisted": {"zh-hans": " 您好 ", "en": ""},
            "refused": {"en": "Sorry"},
            "hired": {"zh-hans": " ", "en": ""},
        },
        by=recruiter,
    )

    assert kept(company) == {"refused": ("", "Sorry"), "shortlisted": ("您好", "")}
    entry = LogEntry.objects.about(company).get()
    assert (entry.verb, entry.actor, entry.organisation_id) == (
        "message templates set",
        recruiter,
        company.pk,
    )


def test_stages_that_are_not_named_and_other_companies_stay_as_they_are(company, recruiter):
    MessageTemplateFactory(company=company, state="hired", text_en="Welcome")
    other = MessageTemplateFactory(company=CompanyFactory(), text_en="Theirs")

    set_message_templates(company, texts={"shortlisted": {"en": "Ours"}}, by=recruiter)

    assert kept(company) == {"hired": ("", "Welcome"), "shortlisted": ("", "Ours")}
    assert kept(other.company) == {"shortlisted": ("", "Theirs")}


@pytest.mark.parametrize("state", ["submitted", "accepted", "withdrawn", "no such stage"])
def test_a_stage_without_a_message_is_refused_and_nothing_is_kept(state, company, recruiter):
    texts = {"shortlisted": {"en": "Hello"}, state: {"en": "Hello"}}

    with pytest.raises(KeyError):
        set_message_templates(company, texts=texts, by=recruiter)

    assert kept(company) == {}
