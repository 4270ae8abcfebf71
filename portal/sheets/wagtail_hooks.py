"""Import and export of tables in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.sheets.registry import resources
from portal.sheets.views import ICON, TITLE, ExportView, ImportView, SpreadsheetIndexView, TemplateFileView, offered
from portal.workbench.tiles import Act, add_act


def _may_import(user) -> bool:
    return any(resource.may_import(user) for resource in resources().values())


add_act(Act("import", _("导入表格"), "spreadsheets", _may_import, icon="upload", order=70))


class SpreadsheetMenuItem(MenuItem):
    """Shown to those who may import or export anything."""

    def is_shown(self, request):
        return bool(offered(request.user))


@hooks.register("register_admin_urls")
def spreadsheet_urls():
    """Add the screens of import and export."""
    return [
        path("spreadsheets/", SpreadsheetIndexView.as_view(), name="spreadsheets"),
        path("spreadsheets/<slug:kind>/import/", ImportView.as_view(), name="spreadsheets_import"),
        path("spreadsheets/<slug:kind>/template/", TemplateFileView.as_view(), name="spreadsheets_template"),
        path("spreadsheets/<slug:kind>/export/", ExportView.as_view(), name="spreadsheets_export"),
    ]


@hooks.register("register_admin_menu_item")
def spreadsheet_menu_item():
    """Offer import and export in the main menu."""
    return SpreadsheetMenuItem(TITLE, reverse("spreadsheets"), name="spreadsheets", icon_name=ICON, order=260)
