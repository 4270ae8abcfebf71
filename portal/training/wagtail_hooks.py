"""Training in the admin: menu, and the screens about a session."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from portal.enrolment.admin_views import offer_buttons, offer_paths
from portal.training.admin_views import RegisterView, RevokeView
from portal.training.models import Session
from portal.training.plan_views import MAY_SEE_PLAN, PlanView
from portal.training.report_views import MAY_SEE_ANSWERS, MAY_SEE_FIGURES, AnswersView, FiguresView
from portal.training.sample_views import MAY_SEE_SAMPLES, SAMPLES, CallView, SampleSheetView, SamplesView, SampleView
from portal.training.viewsets import TrainingGroup
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, add_act, own_desk

register_snippet(TrainingGroup)
add_act(
    Act(
        "session",
        _("开培训班"),
        lambda: reverse(Session.snippet_viewset.get_url_name("add")),
        own_desk("training.add_session"),
        icon="calendar-check",
        order=45,
    ),
    Act("training_figures", _("培训统计"), "training_figures", own_desk(MAY_SEE_FIGURES), icon="table", order=72),
)


@hooks.register("register_admin_urls")
def session_urls():
    """Add the screens and papers about one session."""
    revoke = RevokeView.as_view(model=Session, prefix="training")
    return [
        *offer_paths("training/sessions", "training", Session, RegisterView),
        path("training/sessions/<int:pk>/register/<str:number>/revoke/", revoke, name="training_revoke"),
    ]


@hooks.register("register_admin_urls")
def figures_urls():
    """Add the screens about training as a whole."""
    return [
        path("training/figures/", FiguresView.as_view(), name="training_figures"),
        path("training/samples/", SamplesView.as_view(), name="training_samples"),
        path("training/samples/<int:pk>/", SampleView.as_view(), name="training_sample"),
        path("training/samples/<int:pk>/sheet/", SampleSheetView.as_view(), name="training_sample_sheet"),
        path("training/samples/<int:pk>/calls/<int:order>/", CallView.as_view(), name="training_call"),
        path("training/plan/", PlanView.as_view(), name="training_plan"),
        path("training/answers/", AnswersView.as_view(), name="training_answers"),
    ]


@hooks.register("register_admin_menu_item")
def figures_menu():
    """Offer them in the main menu; Wagtail leaves out a submenu without entries."""
    items = [
        RightMenuItem(_("培训统计"), "training_figures", MAY_SEE_FIGURES, icon_name="table", order=10),
        RightMenuItem(_("计划执行与需求"), "training_plan", MAY_SEE_PLAN, icon_name="list-ul", order=15),
        RightMenuItem(_("评价与回访"), "training_answers", MAY_SEE_ANSWERS, icon_name="comment", order=20),
        RightMenuItem(SAMPLES[1], SAMPLES[0], MAY_SEE_SAMPLES, icon_name="mobile-alt", order=30),
    ]
    return SubmenuMenuItem(_("培训成效"), Menu(items=items), name="training-results", icon_name="table", order=226)


@hooks.register("register_snippet_listing_buttons")
def session_buttons(snippet, user, next_url=None):
    """Offer the screens about a session beside it to those who may see them."""
    # Asked of the person once: of each row it would be a question about its body.
    if isinstance(snippet, Session) and user.has_perm("training.view_enrolment"):
        yield from offer_buttons(snippet, user, "training", _("签到与考核"))
