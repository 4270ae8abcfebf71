"""Import and export of tables in the admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.sheets.views import ICON, TITLE, ExportView, ImportView, SpreadsheetIndexView, TemplateFileView, offered


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
