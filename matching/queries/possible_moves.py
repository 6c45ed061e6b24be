"""Where an application can go next on the company's side, and on which page."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.models import Application

S = ApplicationState
STEPS = (S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.HIRED, S.REFUSED)
# These steps need more than a message, so they have pages of their own.
DEEDS = {
    S.SHORTLISTED: _("Put on the shortlist"),
    S.INTERVIEWING: _("Invite to an interview"),
    S.OFFERED: _("Make an offer"),
    S.HIRED: _("Confirm as hired"),
    S.REFUSED: _("Refuse"),
}
PAGES = {S.INTERVIEWING: "matching:invite_applicant", S.OFFERED: "matching:make_offer"}


class PossibleMove(NamedTuple):
    """A state that may follow, and the address at which the step is taken."""

    state: ApplicationState
    address: str

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def deed(self) -> str:
        """The step in words of somebody who takes it."""
        return str(DEEDS[self.state])

    @property
    def has_own_page(self) -> bool:
        return self.state in PAGES


def possible_moves(application: Application) -> list[PossibleMove]:
    """Return the steps that may follow now, in the order of the board; answers without a query.

    An offer is taken back on the page of the applicant, which leads to the shortlist again.
    """
    return [PossibleMove(state, _page(application, state)) for state in states_after(application)]


def states_after(application: Application) -> list[ApplicationState]:
    offered = application.state == S.OFFERED
    allowed = [state for state in STEPS if APPLICATION_MOVES.allows(application.state, state)]
    return [state for state in allowed if not (offered and state == S.SHORTLISTED)]


def _page(application: Application, state: ApplicationState) -> str:
    if state in PAGES:
        return reverse(PAGES[state], args=[application.uuid])
    return f"{reverse('matching:move', args=[application.uuid])}?to={state}"
