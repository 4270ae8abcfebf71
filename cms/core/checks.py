"""System checks of what every page type, block, record and list must state (design.md; style of the house)."""

import re

from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

_HAN = re.compile(r"[\u4e00-\u9fff]")


def page_models() -> list[type]:
    """Return every concrete page type of the project."""
    from django.apps import apps

    from cms.core.pages import BasePage

    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def _states(model: type, name: str) -> bool:
    """Whether a class of the project, not Wagtail itself, gives the attribute."""
    owner = next((base for base in model.__mro__ if name in vars(base)), None)
    return owner is not None and not owner.__module__.startswith("wagtail.")


def check_page_types(models) -> list[Error]:
    """Check that page types state their place in the tree and what they are in Chinese.

    Args:
        models: page classes.
    """
    errors = []
    for model in models:
        if not (_states(model, "parent_page_types") and _states(model, "subpage_types")):
            hint = _("在类中写明 parent_page_types 和 subpage_types，没有的写空列表。")
            errors.append(Error(_("页面类型没有写明上级和下级类型。"), hint=str(hint), obj=model, id="cms.E001"))
        if model.is_creatable and not _HAN.search(str(getattr(model, "page_description", ""))):
            hint = _("用一句中文说明编辑在什么时候选用这个类型。")
            errors.append(Error(_("页面类型没有 page_description。"), hint=str(hint), obj=model, id="cms.E002"))
        if not _HAN.search(str(model._meta.verbose_name)):
            hint = _("在 Meta 中填写 verbose_name 和 verbose_name_plural。")
            errors.append(Error(_("页面类型没有中文名称。"), hint=str(hint), obj=model, id="cms.E003"))
    return errors


def stream_blocks(models) -> list:
    """Return each kind of stream block that page types use, once."""
    fields = (field for model in models for field in model._meta.get_fields() if isinstance(field, StreamField))
    return list({type(field.stream_block): field.stream_block for field in fields}.values())


def check_blocks(streams) -> list[Error]:
    """Check that an editor can tell the blocks of a stream apart: description, icon, preview.

    Args:
        streams: instances of ``StreamBlock``.
    """
    errors = []
    for stream in streams:
        for name, block in stream.child_blocks.items():
            where = f"{type(stream).__name__}.{name}"
            if not _HAN.search(str(block.get_description() or "")):
                hint = _("在 Meta 中填写中文 description。")
                errors.append(Error(_("内容块没有说明。"), hint=str(hint), obj=where, id="cms.E004"))
            if getattr(block.meta, "icon", "placeholder") == "placeholder":
                errors.append(Error(_("内容块没有图标。"), hint=str(_("在 Meta 中填写 icon。")), obj=where, id="cms.E005"))
            if not block.is_previewable:
                hint = _("在 Meta 中填写 preview_value 或 preview_template。")
                errors.append(Error(_("内容块没有预览。"), hint=str(hint), obj=where, id="cms.E006"))
    return errors


def check_records(models) -> list[Error]:
    """Check that records have a public address and a page that the preview can show.

    Args:
        models: subclasses of :class:`portal.core.models.PublishableRecord`.
    """
    errors = []
    for model in models:
        if not _resolves(model.url_name):
            hint = _("url_name 须是 urls.py 中的名称，参数只能是网址别名或编号。")
            errors.append(Error(_("记录没有公开网址。"), hint=str(hint), obj=model, id="cms.E007"))
        if not _has_template(model.detail_template):
            hint = _("detail_template 须是主题中的模板。")
            errors.append(Error(_("记录没有公开页面的模板。"), hint=str(hint), obj=model, id="cms.E008"))
    return errors


def _resolves(name: str) -> bool:
    for arguments in (["a-slug"], [1], []):
        try:
            reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        return True
    return False


def _has_template(name: str) -> bool:
    try:
        return bool(name and get_template(name))
    except TemplateDoesNotExist:
        return False


def check_indexes(models) -> list[Error]:
    """Check that every list has a feed, or says why it has none in ``why_no_feed``.

    Args:
        models: subclasses of :class:`cms.core.indexes.IndexPage`.
    """
    hint = str(_("填写 feed_column；确实不需要订阅的，在 why_no_feed 中说明原因。"))
    return [
        Error(_("栏目没有订阅源，也没有说明原因。"), hint=hint, obj=model, id="cms.E009")
        for model in models
        if not (model.feed_column or getattr(model, "why_no_feed", ""))
    ]


@register()
def check_conventions(app_configs=None, **_kwargs) -> list[Error]:
    """Run all checks of this module on the project."""
    from cms.core.indexes import IndexPage
    from portal.moderation.services import editorial_models

    pages = page_models()
    return [
        *check_page_types(pages),
        *check_blocks(stream_blocks(pages)),
        *check_records(editorial_models()),
        *check_indexes([model for model in pages if issubclass(model, IndexPage)]),
    ]
