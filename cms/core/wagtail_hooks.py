"""What the admin offers to whoever makes a new page."""

from django.template.response import TemplateResponse
from wagtail import hooks

from cms.core.places import kinds_at, places_below


@hooks.register("before_create_page")
def offer_what_stands_below(request, parent_page, page_class):
    """Let editors choose a column first: where only a new column is possible, Wagtail would open its form at once."""
    if request.method != "GET" or "chosen" in request.GET or len(kinds_at(parent_page)) != 1 or not places_below(parent_page, request.user):
        return None
    kind = (page_class.get_verbose_name(), page_class._meta.app_label, page_class._meta.model_name, page_class.get_page_description())
    return TemplateResponse(request, "wagtailadmin/pages/add_subpage.html", {"parent_page": parent_page, "page_types": [kind]})
