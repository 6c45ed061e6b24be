from django.db import models
from django.utils.translation import gettext_lazy as _

from .places import Park


class SigningKey(models.Model):
    """The pair of keys with which a park signs credentials; a retired one still verifies."""

    park = models.ForeignKey(
        Park, models.PROTECT, related_name="signing_keys", verbose_name=_("park")
    )
    name = models.CharField(_("key id"), max_length=64, unique=True)
    public_key = models.TextField(_("public key (JWK)"))
    private_key = models.TextField(
        _("private key"), help_text=_("Encrypted with the secret of the server."), editable=False
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = (
            models.UniqueConstraint(
                fields=("park",),
                condition=models.Q(retired_at=None),
                name="a_park_has_one_pair_of_keys_in_use",
            ),
        )

    def __str__(self) -> str:
        return self.name
