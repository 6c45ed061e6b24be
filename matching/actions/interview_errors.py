"""Why an interview cannot be arranged as somebody wants it; each says so in words for the page."""


class InterviewError(Exception):
    """An interview cannot be arranged so; says why."""


class SlotTakenError(InterviewError):
    """Somebody else was quicker."""


class SlotOverError(InterviewError):
    """The time lies in the past."""


class SlotWithdrawnError(InterviewError):
    """The company offers this time no more."""


class ForeignSlotError(InterviewError):
    """The time belongs to another opening."""


class NoFreeSlotError(InterviewError):
    """There is nothing to choose from."""


class AlreadyInvitedError(InterviewError):
    """The applicant has an interview already that is neither held nor cancelled."""


class AlreadyChosenError(InterviewError):
    """A time has been chosen; it can be changed, but not chosen a second time."""


class NotScheduledError(InterviewError):
    """There is no time that could be changed."""


class InterviewBegunError(InterviewError):
    """The time has come, and nothing about it can be changed any more."""


class TooEarlyError(InterviewError):
    """The time has not come yet."""


class InterviewerBusyError(InterviewError):
    """Somebody of the panel sits in another interview at that time."""


class ForeignInterviewerError(InterviewError):
    """Somebody of the panel does not act for the company."""


class NotOnThePanelError(InterviewError):
    """Only who sits in an interview writes a scorecard of it."""


class ScorecardHandedInError(InterviewError):
    """A scorecard that is handed in is changed by nobody."""


class NoRecommendationError(InterviewError):
    """A scorecard says at its end what its writer advises."""
