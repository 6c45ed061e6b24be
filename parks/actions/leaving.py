"""An account without its person: what the ground floor keeps when somebody has left."""

from importlib import import_module
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from parks.choices.accounts import Language
from parks.choices.organisations import InvitationState
from parks.models import Invitation, Notice, NoticePreference, OutboxMail, SavedFilter, User


def anonymise_account(user: User) -> None:
    """Take the person out of an account and close it; the row stays for those who point at it.

    Consents stay with it, as proof without a name. Call inside a transaction, with the row locked.
    """
    _forget_invitations(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    NoticePreference.objects.filter(user=user).delete()
    SavedFilter.objects.filter(user=user).delete()
    code = uuid4()
    user.email = f"erased-{code}@erased.invalid"
    user.full_name = f"已注销 erased {code.hex[:6].upper()}"
    user.language, user.time_zone = Language.CHINESE, settings.TIME_ZONE
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    end_sessions(user)


def _forget_invitations(user: User) -> None:
    """An organisation keeps that it invited somebody, not whom; open invitations end."""
    sent = Invitation.objects.filter(email__iexact=user.email)
    sent.open().update(state=InvitationState.REVOKED)
    sent.update(email="erased@erased.invalid")


def forget_mails(user: User, *, address: str) -> None:
    """Delete what was ever written to a person, by account or by address."""
    Notice.objects.filter(user=user).delete()
    OutboxMail.objects.filter(user=user).delete()
    OutboxMail.objects.filter(recipient__iexact=address).delete()


def end_sessions(user: User) -> None:
    """Sign a person out everywhere; sessions hold the address that somebody signed in with."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(session.session_key).delete()
