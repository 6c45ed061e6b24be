"""The anonymous first screen: whom a company may know, and what it calls the others.

A company, or the park of an opening, can have names hidden until somebody is shortlisted. Then
name, contact data, sex, age, photo, files and their names, and whatever a person wrote that names
them are not for the company: not on a page, in a mail or notice, in an export or through the API.

How to use it, wherever the company is the reader:

- `shown_name(application)` is what to write instead of `application.profile` or its user;
- `is_anonymous(application)` says whether to leave out contact data, files and private facts, and
  `masked(text, application.profile)` takes names and contact data out of what a person wrote;
- lists fetch applications through `with_shortlisted` (`with_readable` does it already), so that
  neither function needs a query; `anonymous_rows()` is the same rule for the database: who is
  searched, sorted or exported by name filters with `~anonymous_rows()`;
- without an application, `with_known(profiles, viewer, opening)` adds `is_known`: whether the
  viewer's companies may read name and contact data. It takes the place of `is_granted`, which says
  only that there is a grant. `shown_profile_name(profile, company)` is the name to write.

Files need nothing: a grant holds none of them before the shortlist (actions/screening.py), and
`Document.objects.visible_to` gives only what a grant holds.
"""

import re
from collections.abc import Iterator

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from companies.models import Company, Opening
from matching.choices.applications import ApplicationState
from matching.models import Application, ApplicationStep, InvitationToApply
from matching.models.applications import ApplicationQuerySet
from parks.access import Viewer
from talent.models import Profile, ProfileGrant
from talent.models.profiles import ProfileQuerySet

S = ApplicationState
AT_LEAST_SHORTLISTED = (S.SHORTLISTED, S.INTERVIEWING, S.OFFERED, S.ACCEPTED, S.HIRED)
NOT_LOOKED_AT = (S.DRAFT, S.SUBMITTED)
MASK = "[…]"
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Seven digits at least, as people write them, but no years such as 2021-2024 or 2021.09.
TELEPHONE = re.compile(r"(?<![\w.])(?!(?:19|20)\d\d[\s.-])\+?\(?\d(?:[\s().-]{0,2}\d){6,}")

# A certificate, as talent/actions/certificates.py numbers it: its issuer knows the holder by it.
SERIAL = re.compile(r"(?<![\w-])[A-Z0-9][A-Z0-9-]*-20\d\d-\d{6,}(?![\w-])", re.IGNORECASE)


def screens(opening: Opening) -> bool:
    """Say whether the first screen of an opening is anonymous; read it with company and park."""
    return opening.company.anonymous_screening or opening.park.anonymous_screening


def _screening(path: str) -> Q:
    return Q(**{f"{path}company__anonymous_screening": True}) | Q(
        **{f"{path}park__anonymous_screening": True}
    )


def _shortlisted_steps() -> Exists:
    steps = ApplicationStep.objects.filter(application=OuterRef("pk"))
    return Exists(steps.filter(state__in=AT_LEAST_SHORTLISTED))


def with_shortlisted(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Add `was_shortlisted`, which spares `is_anonymous` a query for those who have ended."""
    return applications.annotate(was_shortlisted=_shortlisted_steps())


def anonymous_rows() -> Q:
    """Say which applications must not name their applicant to the company."""
    looked_at = Q(state__in=AT_LEAST_SHORTLISTED) | Q(_shortlisted_steps())
    return _screening("opening__") & ~looked_at


def is_anonymous(application: Application) -> bool:
    """Say whether an application must not name its applicant to the company.

    Who is refused, lapses or withdraws before the shortlist stays without a name.
    """
    if application.state in AT_LEAST_SHORTLISTED or not screens(application.opening):
        return False
    return application.state in NOT_LOOKED_AT or not _was_shortlisted(application)


def _was_shortlisted(application: Application) -> bool:
    known = getattr(application, "was_shortlisted", None)
    if known is not None:
        return known
    return application.steps.filter(state__in=AT_LEAST_SHORTLISTED).exists()


def shown_name(application: Application) -> str:
    """Return what the company calls an applicant; in the language of whoever reads it then."""
    if is_anonymous(application):
        return candidate_name(application.profile, application.opening.company_id)
    return str(application.profile)


def candidate_name(profile: Profile, company_id: int) -> str:
    """Return “Candidate 7F3A21” for one company, in the language of whoever reads it then."""
    return _candidate(candidate_code(profile, company_id))


def candidate_code(profile: Profile, company_id: int) -> str:
    """Return the code of a person: steady for one company, another one for the next.

    It is made with the secret of the portal, so that nothing leads back from it, and is as good as
    drawn: among 200 people two share one in about 800 companies.
    """
    value = f"{company_id}:{profile.uuid}"
    return salted_hmac("matching.anonymity", value, algorithm="sha256").hexdigest()[:6].upper()


def _say(code: str) -> str:
    return _("Candidate %(code)s") % {"code": code}


_candidate = lazy(_say, str)


def with_known(
    profiles: ProfileQuerySet, viewer: Viewer, opening: Opening | None = None
) -> ProfileQuerySet:
    """Add `is_known`: whether the viewer's companies may read name and contact data.

    A grant opens them, but not while the application that is its reason is anonymous, nor when it
    comes from an invitation to an anonymous screening. With an `opening` that screens, it takes a
    place on the shortlist of that opening.
    """
    grants = _open_grants(opening).filter(organisation__in=viewer.organisation_ids)
    known = Q(user=viewer.user_id) | Q(Exists(grants.filter(profile=OuterRef("pk"))))
    return profiles.annotate(is_known=ExpressionWrapper(known, BooleanField()))


def _open_grants(opening: Opening | None) -> QuerySet[ProfileGrant]:
    grants, cause = ProfileGrant.objects.live(), Q(uuid=OuterRef("reference"))
    if opening is not None and screens(opening):
        chosen = Application.objects.filter(cause, ~anonymous_rows(), opening=opening)
        return grants.filter(Exists(chosen))
    anonymous = Application.objects.filter(cause, anonymous_rows())
    invited = InvitationToApply.objects.filter(cause, _screening("opening__"))
    return grants.filter(~Exists(anonymous), ~Exists(invited))


def shown_profile_name(profile: Profile, company: Company, opening: Opening | None = None) -> str:
    """Return what a company calls a person, with or without an opening in view, by one query."""
    acting = Viewer(organisation_ids=frozenset({company.pk}))
    rows = with_known(Profile.objects.filter(pk=profile.pk), acting, opening)
    if rows.values_list("is_known", flat=True).get():
        return str(profile)
    return candidate_name(profile, company.pk)


def masked(text: str, profile: Profile, instead: str = MASK) -> str:
    """Return a text without a person's name, addresses, telephones, links and certificates."""
    for pattern in (LINK, E_MAIL, SERIAL, TELEPHONE):
        text = pattern.sub(instead, text)
    for sign in _signs_of(profile):
        text = sign.sub(instead, text)
    return text


def _signs_of(profile: Profile) -> Iterator[re.Pattern[str]]:
    """Yield what the person is recognised by: the name, its parts, address and telephone."""
    name, address = profile.user.full_name.strip(), profile.user.email
    given = [name[1:], name[2:]] if not name.isascii() and " " not in name else []
    parts = [name, address, address.partition("@")[0], profile.phone, *name.split(), *given]
    for part in sorted({part for part in parts if len(part) > 1}, key=len, reverse=True):
        sign = re.escape(part)
        yield re.compile(rf"(?<!\w){sign}(?!\w)" if part.isascii() else sign, re.IGNORECASE)
