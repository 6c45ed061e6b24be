"""Which certificates a programme may lead to."""

from django.db.models import Q, QuerySet

from parks.models import Agreement, AgreementParty, CertificateScheme, Organisation


def schemes_for(organiser: Organisation) -> QuerySet[CertificateScheme]:
    """Return the schemes issued at present that an organiser may certify under: its own, and those
    of whom it has signed an agreement with that is in force. Nobody issues in another's name."""
    signed = AgreementParty.objects.filter(
        organisation=organiser, agreement__in=Agreement.objects.in_force()
    )
    partners = AgreementParty.objects.filter(agreement__in=signed.values("agreement"))
    rows = CertificateScheme.objects.current().filter(
        Q(issuer=organiser) | Q(issuer__in=partners.values("organisation"))
    )
    return rows.select_related("issuer").order_by("code", "pk")
