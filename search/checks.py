"""System check: whatever the public can read is findable, or says why it is not."""

from django.apps import apps
from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _

from search.documents.base import NOT_FINDABLE, source_of
from search.documents.kinds import KINDS

# Rooms whose models may have public pages.
_ROOMS = ("portal.", "cms.")


def public_models() -> list[type]:
    """Return the project's models that have a public page."""
    models = (model for model in apps.get_models() if model.__module__.startswith(_ROOMS))
    return [model for model in models if hasattr(model, "get_absolute_url")]


def check_models(models) -> list[Error]:
    """Check that models are registered with a known kind, or excused with a reason.

    Args:
        models: models with a public page.
    """
    errors = []
    for model in models:
        source, reason = source_of(model), NOT_FINDABLE.get(model._meta.label_lower, "")
        if source is None and not reason:
            hint = _("记录在 sections.py 中填写 search，页面在 search/documents 中登记；不应被搜到的说明原因。")
            errors.append(Error(str(_("公开的内容搜不到，也没有说明原因。")), hint=str(hint), obj=model, id="search.E001"))
        elif source is not None and source.kind not in KINDS:
            errors.append(Error(str(_("搜索结果没有这个类型的名称。")), hint=str(_("在 KINDS 中填写。")), obj=model, id="search.E002"))
    return errors


@register()
def check_findable(app_configs=None, **_kwargs) -> list[Error]:
    """Run the check on the project."""
    return check_models(public_models())
