"""Questionnaires in the admin: menu, and what was answered."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from portal.surveys.admin_views import ResultsView, results_address
from portal.surveys.models import Survey
from portal.surveys.services import MAY_READ
from portal.surveys.viewsets import SurveyViewSet

register_snippet(SurveyViewSet)


@hooks.register("register_admin_urls")
def results_urls():
    """Add the screen of results."""
    return [path("surveys/<int:pk>/results/", ResultsView.as_view(), name="survey_results")]


@hooks.register("register_snippet_listing_buttons")
def results_button(snippet, user, next_url=None):
    """Offer the results beside a questionnaire to those who may read them."""
    if isinstance(snippet, Survey) and user.has_perm(MAY_READ):
        yield Button(_("结果"), results_address(snippet), icon_name="table", priority=25)
