"""Which certificates a programme may lead to."""

from django.db.models import Q, QuerySet

from parks.models import Agreement, AgreementParty, CertificateScheme, Organisation


def schemes_for(organiser: Organisation) -> QuerySet[CertificateScheme]:
    """Return the schemes issued at present that an organiser may certify under: its own, and those
    that their issuer shares with whoever has signed an agreement with it that is in force. Nobody
    issues in another's name unasked, nor what no park signs."""
    signed = AgreementParty.objects.filter(
        organisation=organiser, agreement__in=Agreement.objects.in_force()
    )
    partners = AgreementParty.objects.filter(agreement__in=signed.values("agreement"))
    shared = Q(is_shared=True, issuer__in=partners.values("organisation"))
    rows = CertificateScheme.objects.current().exclude(park=None)
    rows = rows.filter(Q(issuer=organiser) | shared)
    return rows.select_related("issuer").order_by("code", "pk")
