"""Organisations of a park, the people who act for them, and their verification."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter, SimpleListFilter
from django.db import models
from django.forms import Field, ModelForm
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.enums import ActionVariant

from parks.actions.organisations import (
    invite_member,
    join_organisation,
    leave_organisation,
    request_verification,
)
from parks.choices.organisations import (
    InvitationState,
    MembershipRole,
    OrganisationKind,
    VerificationState,
)
from parks.http import PortalRequest
from parks.models import Invitation, Membership, Organisation, User, Verification

from .base import ScopedModelAdmin
from .columns import GOOD, LOST, WAITING, plain, state_column
from .inlines import ReadOnlyInline
from .moves import MovesAdmin, move
