"""System check: a section has what its list, its pages, its feeds and the search need."""

from collections.abc import Iterable, Iterator

from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from portal.web.sections import Section, Word, sections


def check_sections(checked: Iterable[Section]) -> list[Error]:
    """Say what sections lack: a ``visible()`` word, templates, a feed or the reason why there is none, text that a record can give.

    Args:
        checked: the sections.
    """
    return [
        Error(message, hint=str(hint), obj=section.model, id=f"web.{code}")
        for section in checked
        for code, message, hint in (*_without_rows(section), *_without_templates(section), *_without_words(section))
    ]


def _without_rows(section: Section) -> Iterator[tuple]:
    if not all(hasattr(section.model.objects, word) for word in ("visible", "for_cards")):
        yield "E001", _("栏目的记录没有 visible() 或 for_cards()。"), _("管理器从 EditorialQuerySet 的子类生成。")


def _without_templates(section: Section) -> Iterator[tuple]:
    names = []
    if section.list_view is not None:
        names.append(section.list_template)
        if section.list_template == Section.list_template or section.rows_template:
            names.append(section.rows_template)
    if section.detail_view is not None:
        names.append(getattr(section.model, "detail_template", ""))
    for name in names:
        if not _exists(name):
            hint = _("主题中没有模板“%(name)s”：填写 rows_template 或 list_template，以及模型的 detail_template。") % {"name": name}
            yield "E002", _("栏目没有模板。"), hint


def _without_words(section: Section) -> Iterator[tuple]:
    if not (section.feed or section.why_no_feed):
        yield "E003", _("栏目没有订阅源，也没有说明原因。"), _("填写 feed；确实不需要订阅的，在 why_no_feed 中说明原因。")
    if not (section.search or section.why_not_findable):
        yield "E004", _("公开的内容搜不到，也没有说明原因。"), _("填写 search；不应被搜到的，在 why_not_findable 中说明原因。")
    missing = [word for word in _words(section) if isinstance(word, str) and not hasattr(section.model, word)]
    if missing:
        hint = _("模型没有：%(words)s。订阅源和搜索都要读这些文字。") % {"words": "、".join(missing)}
        yield "E005", _("栏目要读的文字，记录没有。"), hint


def _words(section: Section) -> list[Word]:
    """Return every word by which a section reads its records."""
    words = [section.summary, section.lead, section.feed_text]
    if section.search is not None:
        found = section.search
        words += [*found.body, *found.keywords, found.category, found.price, found.dated, found.last_day]
    return [word for word in words if word]


def _exists(name: str) -> bool:
    try:
        return bool(name and get_template(name))
    except TemplateDoesNotExist:
        return False


@register()
def check_registered_sections(app_configs=None, **_kwargs) -> list[Error]:
    """Run the check on the project."""
    return check_sections(sections())
