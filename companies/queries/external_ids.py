"""The ids that companies give their openings, kept so that two companies may use the same one."""

from companies.models import Opening

SEPARATOR = ":"


def kept_id(company_id: int, external_id: str) -> str:
    """Return a company's id of an opening as it is kept; ids are unique within a park."""
    return f"{company_id}{SEPARATOR}{external_id}" if external_id else ""


def own_id(opening: Opening) -> str:
    """Return the company's own id of an opening, as it sent it."""
    return opening.external_id.removeprefix(f"{opening.company_id}{SEPARATOR}")
