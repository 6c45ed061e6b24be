"""The machines of an organisation in the world that every address is visited in."""

from parks.models import ApiToken, Organisation, WebhookDelivery
from tests.factories.parks import ApiTokenFactory, WebhookDeliveryFactory, WebhookFactory

OF_THE_ORGANISATION = ("parks:machines", "parks:new_token", "parks:new_webhook")
OF_THE_WEBHOOK = (
    "parks:webhook",
    "parks:rotate_webhook",
    "parks:switch_webhook",
    "parks:ping_webhook",
)


def make_machines(organisation: Organisation) -> None:
    ApiTokenFactory(organisation=organisation)
    WebhookDeliveryFactory(webhook=WebhookFactory(organisation=organisation))


def machine_arguments(organisation: Organisation) -> dict[str, dict[str, object]]:
    """Return what fills the addresses of the pages about machines."""
    token = ApiToken.objects.filter(organisation=organisation.pk).earliest("pk")
    rows = WebhookDelivery.objects.filter(webhook__organisation=organisation.pk)
    delivery = rows.select_related("webhook").earliest("pk")
    return {
        **{name: {"uuid": organisation.uuid} for name in OF_THE_ORGANISATION},
        **{name: {"uuid": delivery.webhook.uuid} for name in OF_THE_WEBHOOK},
        "parks:revoke_token": {"pk": token.pk},
        "parks:replay_delivery": {"uuid": delivery.uuid},
        "companies:sitemap_section": {"section": "openings"},
    }
