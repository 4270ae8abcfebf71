"""What the moderation's screens share."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Task


def is_reviewer(user) -> bool:
    """Return whether the user decides at any step of the review."""
    if user.is_superuser:
        return True
    return Task.objects.filter(Q(reviewtask__groups__user=user) | Q(directortask__groups__user=user), active=True).exists()


class ModerationView(WagtailAdminTemplateMixin, TemplateView):
    """A screen below the menu "内容审核"; a subclass names the right it needs in ``permission`` or overrides :meth:`may_enter`.

    Raises:
        PermissionDenied: the user lacks the right.
    """

    permission = ""
    header_icon = "clipboard-list"
    parent: tuple[str, str | Promise] | None = None
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self, user) -> bool:
        """Return whether the user may see this screen."""
        return user.has_perm(self.permission)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(self.parent[0]), "label": self.parent[1]}] if self.parent else []
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": self.page_title}]


QUEUE = ("moderation_queue", _("待审队列"))
REPORTS = ("moderation_reports", _("举报"))
TAKEDOWNS = ("moderation_takedowns", _("撤下记录"))
