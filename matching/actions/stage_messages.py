"""What a company prepares to write to its applicants, stage by stage."""

from collections.abc import Mapping

from django.db import transaction

from companies.models import Company
from matching.models import MessageTemplate
from matching.queries.stage_messages import STAGES, Texts
from parks.actions.trail import record
from parks.choices.accounts import Language
from parks.models import User


@transaction.atomic
def set_message_templates(company: Company, *, texts: Mapping[str, Texts], by: User) -> None:
    """Keep the messages of the stages named, by stage and language; an empty one is deleted.

    Raises KeyError for a stage that has no message.
    """
    company = Company.objects.select_for_update(of=("self",), no_key=True).get(pk=company.pk)
    for state, words in texts.items():
        if state not in STAGES:
            raise KeyError(state)
        _set(company, state, words)
    record(company, "message templates set", by=by, organisation_id=company.pk)


def _set(company: Company, state: str, words: Texts) -> None:
    chinese, english = (words.get(language, "").strip() for language in Language.values)
    if not chinese and not english:
        MessageTemplate.objects.filter(company=company, state=state).delete()
        return
    MessageTemplate.objects.update_or_create(
        company=company, state=state, defaults={"text_zh": chinese, "text_en": english}
    )
