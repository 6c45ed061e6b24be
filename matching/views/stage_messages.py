from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.models import Company
from matching.actions.stage_messages import set_message_templates
from matching.forms.stage_messages import StageMessagesForm
from matching.queries.stage_messages import templates_of
from parks.http import PortalRequest, page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def stage_messages(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """What a company writes to applicants at each stage, prepared in both languages."""
    ours = Company.objects.filter(pk__in=request.viewer.organisation_ids)
    company = get_object_or_404(ours, uuid=uuid)
    form = StageMessagesForm(posted(request), templates=templates_of(company.pk))
    if form.is_valid():
        set_message_templates(company, texts=form.texts, by=request.user)
        messages.success(request, _("The messages are saved."))
        return redirect("matching:stage_messages", company.uuid)
    return page(request, "matching/stage_messages.html", {"company": company, "form": form})
