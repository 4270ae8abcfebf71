"""What every screen of the admin gets: long lists of choices can be searched, as in the forms of the public."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def searchable_choices() -> SafeString:
    """Return the script; its element says how the search fields are called."""
    return format_html('<script type="module" src="{}" data-filter="{}"></script>', static("scripts/forms.js"), _("输入文字，筛选选项"))


@hooks.register("insert_global_admin_css")
def searchable_choices_style() -> SafeString:
    """Return the look of the search fields."""
    return format_html('<link rel="stylesheet" href="{}">', static("web/admin-forms.css"))
