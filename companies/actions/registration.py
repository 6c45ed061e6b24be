"""A company entering the portal, and what its people say about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from companies.models import Company
from parks.actions.evidence import bring_evidence
from parks.actions.joining import require_few_waiting
from parks.actions.organisations import OrganisationError, join_organisation, scope_of
from parks.actions.trail import record
from parks.actions.verifications import request_verification
from parks.choices.organisations import MAY_BE_CORRECTED, MembershipRole, OrganisationKind
from parks.evidence_files import EvidenceFile
from parks.models import Organisation, User
from parks.queue import enqueue

IDENTITY = frozenset({"name_zh", "name_en", "credit_code", "email_domain"})
"""What the park office verifies: fixed while a request is open or granted."""
LONGEST_SLUG = 60


class CodeTakenError(OrganisationError):
    """An organisation with this unified social credit code is here: `organisation`."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(_("An organisation with this code is here already."))
        self.organisation = organisation


@transaction.atomic
def register_company(*, facts: dict[str, Any], file: EvidenceFile, by: User) -> Company:
    """Enter a company, with the person as its administrator, and ask the office to verify it.

    `facts` are columns of Company. It has no data yet, so its administrator may begin at once;
    others see nothing of it before it is verified. Raise CodeTakenError, OrganisationError for
    somebody with too many open requests, and EvidenceError.
    """
    require_few_waiting(by)
    company = Company(kind=OrganisationKind.COMPANY, **facts)
    company.slug = _new_slug(company)
    with _code_of_its_own(company):
        company.save()
    record(company, "registered", by=by, **scope_of(company))
    join_organisation(company, user=by, role=MembershipRole.ADMIN, by=by)
    bring_evidence(request_verification(company, by=by), file=file, by=by)
    return company


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, facts: dict[str, Any], by: User
) -> Organisation:
    """Write what people say about their organisation, a company with the columns of its own.

    Raise OrganisationError for another name, code or domain than the office has verified or is
    looking at, and CodeTakenError.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation = type(organisation).objects.get(pk=organisation.pk)
    changed = [name for name in facts if _differs(organisation, name, facts[name])]
    if IDENTITY.intersection(changed):
        require_unlocked(organisation)
    plain = [name for name in changed if not organisation._meta.get_field(name).many_to_many]
    for name in plain:
        setattr(organisation, name, facts[name])
    with _code_of_its_own(organisation):
        organisation.save(update_fields=plain)
    for name in set(changed).difference(plain):
        getattr(organisation, name).set(facts[name])
    if changed:
        scope = scope_of(organisation)
        record(organisation, "facts changed", by=by, **scope, fields=sorted(changed))
    if "anonymous_screening" in changed:
        enqueue("matching.renew_screening")
    return organisation


def _differs(organisation: Organisation, name: str, value: Any) -> bool:
    present = getattr(organisation, name)
    if organisation._meta.get_field(name).many_to_many:
        return set(present.all()) != set(value)
    return present != value


def require_unlocked(organisation: Organisation) -> None:
    """Raise OrganisationError while the office looks at a request, or has granted it."""
    if organisation.verifications.exclude(state__in=MAY_BE_CORRECTED).exists():
        message = _("Names, code and work domain are as the park office has seen them. Ask it.")
        raise OrganisationError(message)


def _new_slug(company: Company) -> str:
    words = slugify(company.name_en)[:LONGEST_SLUG].strip("-") or "company"
    return f"{words}-{company.uuid.hex[:6]}"


@contextmanager
def _code_of_its_own(organisation: Organisation) -> Iterator[None]:
    """Raise CodeTakenError for a code that is taken, also by a row that was written meanwhile."""
    _require_free_code(organisation)
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        _require_free_code(organisation)
        raise


def _require_free_code(organisation: Organisation) -> None:
    code = organisation.credit_code
    others = Organisation.objects.exclude(pk=organisation.pk).filter(credit_code=code)
    taken = others.first() if code else None
    if taken is not None:
        raise CodeTakenError(taken)
