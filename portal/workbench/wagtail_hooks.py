"""The workbench in the admin: its look, its help, and the menu of all rooms in groups."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.workbench.menu import regroup
from portal.workbench.views import CHAPTERS, HelpView

hooks.register("construct_main_menu", regroup)


@hooks.register("register_admin_urls")
def help_urls():
    """Add the chapters of the help."""
    return [path("help/<slug:chapter>/", HelpView.as_view(), name="staff_help")]


@hooks.register("construct_help_menu")
def help_for_these_users(request, menu_items):
    """Put the chapters in the place of the links to pages about Wagtail, which are in English and on other hosts."""
    own = [item for item in menu_items if not item.url.startswith("http")]
    chapters = [
        MenuItem(label, reverse("staff_help", args=[chapter]), name=f"help-{chapter}", icon_name="help", order=order)
        for order, (chapter, label) in enumerate(CHAPTERS.items())
    ]
    menu_items[:] = [*chapters, *own]


@hooks.register("insert_global_admin_css")
def look_of_the_centre() -> SafeString:
    """Return the style of the workbench, the brand and the menu."""
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/admin.css"))
