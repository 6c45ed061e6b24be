"""Who calls: an organisation's system, known by its token, allowed what the token allows."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from companies.models import Company
from matching.api.limits import Rate, count_request
from matching.api.problems import ProblemError, TooManyRequestsError, unauthorised
from parks.access import Viewer
from parks.actions.tokens import note_use, token_of
from parks.choices.machines import ApiScope
from parks.models import ApiToken, User


@dataclass(frozen=True)
class Caller:
    """A company's system; `user` made its token and answers for what it does."""

    token: ApiToken
    company: Company
    user: User

    @property
    def viewer(self) -> Viewer:
        """The company's rights, and none of the rights that the person has beside them."""
        return Viewer(user_id=self.user.pk, organisation_ids=frozenset({self.company.pk}))


class ApiRequest(HttpRequest):
    """A request as it reaches an operation."""

    auth: Caller
    rate: Rate | None


class Bearer(HttpBearer):
    """The check before every operation; `scope` is what the operation needs."""

    def __init__(self, scope: ApiScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return the caller, or raise the problem: 401, 403 or 429."""
        now = timezone.now()
        found = token_of(token, now=now)
        if found is None:
            raise unauthorised(_("This token is unknown, expired or revoked."))
        request.rate = count_request(found.pk)
        if request.rate and request.rate.is_over:
            raise TooManyRequestsError(request.rate.seconds)
        note_use(found, now=now)
        return _caller(found, self.scope)


def _caller(token: ApiToken, scope: ApiScope) -> Caller:
    company = Company.objects.filter(pk=token.organisation_id).select_related("park").first()
    if not token.is_held or token.created_by is None:
        raise _forbidden(_("Whoever made this token is no administrator any more: make a new one."))
    if not token.is_verified or company is None:
        raise _forbidden(_("This token is not one of a verified company."))
    if scope not in token.scopes:
        raise _forbidden(_("This token lacks the scope %(scope)s.") % {"scope": scope})
    return Caller(token, company, token.created_by)


def _forbidden(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.FORBIDDEN, detail)
