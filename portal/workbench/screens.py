"""What the project's own screens of the admin share."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.web.once import note_result


class StaffView(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the admin; a subclass names the right it needs in ``permission`` or overrides :meth:`may_enter`.

    ``once`` says that its form makes something new each time it is carried out: sent again by a second press, it leads to what the first
    has made. Its template draws the form with ``{% once_key %}``.

    Raises:
        PermissionDenied: the user lacks the right.
    """

    permission = ""
    once = False
    header_icon = "clipboard-list"
    parent: tuple[str, str | Promise] | None = None
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            note_result(request, response)
        return response

    def may_enter(self, user) -> bool:
        """Return whether the user may see this screen."""
        return user.has_perm(self.permission)

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(self.parent[0]), "label": self.parent[1]}] if self.parent else []
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": self.page_title}]
