"""Which state an opening has after an import: nothing is shown past the park office."""

from collections.abc import Collection

from companies.choices.openings import REVIEWED_FIELDS, OpeningState
from companies.models import Company, Opening

DRAFT, SUBMIT = "draft", "submit"
NOT_SENT = (OpeningState.DRAFT, OpeningState.RETURNED)
ON_SHOW = (OpeningState.PUBLISHED, OpeningState.PAUSED)


def state_of(choice: str, company: Company) -> OpeningState:
    """Return what becomes of a new opening; `company` comes with `is_verified`."""
    if choice != SUBMIT or not company.is_verified:
        return OpeningState.DRAFT
    return OpeningState.PUBLISHED if company.trusted else OpeningState.SUBMITTED


def state_after(
    opening: Opening, columns: Collection[str], *, wanted: OpeningState, reviewed: bool
) -> str:
    """Return the state of an opening that is there after these columns became another.

    What was not sent yet is sent if that is `wanted`. What is on show goes back to the review,
    as after an edit by hand, if the office looks at what became another.
    """
    if opening.state in NOT_SENT:
        return opening.state if wanted == OpeningState.DRAFT else wanted
    if opening.state in ON_SHOW and reviewed and not set(REVIEWED_FIELDS).isdisjoint(columns):
        return OpeningState.SUBMITTED
    return opening.state


def is_unseen(before: str, opening: Opening, columns: Collection[str]) -> bool:
    """Say whether it comes on show, or changes there, without the office having looked at it.

    `before` is the state that it had, `columns` are those that became another.
    """
    if before not in ON_SHOW:
        return opening.state == OpeningState.PUBLISHED
    return opening.state in ON_SHOW and not set(REVIEWED_FIELDS).isdisjoint(columns)


def may_be_shown(opening: Opening) -> bool:
    """Say whether an opening has all that its state asks for: what is sent needs a text."""
    return opening.state in NOT_SENT or bool(opening.text_zh.strip() or opening.text_en.strip())
