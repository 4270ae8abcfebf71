"""What the admin offers to whoever makes a new page, and lists of many pages."""

from django.db.models.lookups import In
from django.db.models.sql import Query
from django.template.response import TemplateResponse
from django.urls import path
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.action_menus import put_submit_first
from cms.core.hints import HintsOnCreate, HintsOnEdit
from cms.core.places import kinds_at, places_below
from cms.core.sending import OnceCreateView, place_of


@hooks.register("before_create_page")
def offer_what_stands_below(request, parent_page, page_class):
    """Let editors choose a column first: where only a new column is possible, Wagtail would open its form at once."""
    if request.method != "GET" or "chosen" in request.GET or len(kinds_at(parent_page)) != 1 or not places_below(parent_page, request.user):
        return None
    kind = (page_class.get_verbose_name(), page_class._meta.app_label, page_class._meta.model_name, page_class.get_page_description())
    return TemplateResponse(request, "wagtailadmin/pages/add_subpage.html", {"parent_page": parent_page, "page_types": [kind]})


# What lets somebody explore a page, as Wagtail's policy has it.
_EXPLORING = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


@hooks.register("construct_explorer_page_queryset")
def ask_for_rights_once(parent_page, pages, request):
    """Ask whether somebody may explore a page, not which pages of the whole tree they may, where that holds for all below it.

    Wagtail lists children among ``pk IN (all pages that the user may explore)``, which costs as much as the site has pages.
    """
    policy = PagePermissionPolicy()
    if policy.user_has_any_permission_for_instance(request.user, _EXPLORING, parent_page):
        pages = pages.all()
        where = pages.query.where
        where.children = [part for part in where.children if not _asks_for_rights(part)]
    return pages


def _asks_for_rights(part) -> bool:
    return isinstance(part, In) and part.lhs.target.primary_key and isinstance(part.rhs, Query)


@hooks.register("before_create_page", order=1000)
def make_one_page_of_one_form(request, parent_page, page_class):
    """Answer with :class:`OnceCreateView`."""
    place = place_of(request, parent_page, page_class)
    return OnceCreateView.as_view()(request, page_class._meta.app_label, page_class._meta.model_name, place)


@hooks.register("construct_page_action_menu")
def submit_page_first(menu_items, request, context):
    """Make 提交审核 the main button of a page's form."""
    put_submit_first(menu_items)


@hooks.register("construct_snippet_action_menu")
def submit_record_first(menu_items, request, context):
    """Make 提交审核 the main button of a record's form."""
    put_submit_first(menu_items)


@hooks.register("register_admin_urls")
def writing_urls():
    """Add what the editor's script asks."""
    return [
        path(
            "pages/hints/<str:content_type_app_name>/<str:content_type_model_name>/<int:parent_page_id>/",
            HintsOnCreate.as_view(),
            name="cms_hints_on_create",
        ),
        path("pages/<int:page_id>/hints/", HintsOnEdit.as_view(), name="cms_hints_on_edit"),
    ]
