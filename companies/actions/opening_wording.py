"""A posting of a company goes on show only without the words that the law forbids."""

from collections.abc import Iterable, Iterator

from companies.actions.opening_errors import WordingError
from companies.models import Opening, OpeningQuestion
from companies.wording import Breach, breaches_in

Questions = Iterable[OpeningQuestion] | None


def wording_of(opening: Opening, questions: Questions = None) -> Iterator[str]:
    """Yield every text of an opening that applicants read; `questions` spare reading them anew."""
    yield from (opening.title_zh, opening.title_en, opening.text_zh, opening.text_en)
    yield opening.grade
    if questions is None:
        questions = opening.questions.order_by("position", "pk")
    for question in questions:
        yield from (question.text_zh, question.text_en, *question.choices)


def breaches_of(opening: Opening, questions: Questions = None) -> list[Breach]:
    """Return what an opening says that no posting may say, each wording once per rule."""
    texts = wording_of(opening, questions)
    found = [breach for text in texts for breach in breaches_in(text, kind=opening.kind)]
    return list({(breach.rule.code, breach.quote): breach for breach in found}.values())


def require_lawful(opening: Opening) -> None:
    """Raise WordingError unless an opening may be shown as it is written."""
    if breaches := breaches_of(opening):
        raise WordingError(breaches)
