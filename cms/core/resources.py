"""What tables of pages share: their place in the tree, their body and their purchase channels."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.links.channels import Platform
from portal.sheets.columns import CodeColumn, column
from portal.sheets.errors import SheetError
from portal.sheets.relations import ChildrenColumn
from portal.sheets.resources import ReviewedResource
from portal.sheets.richtext import HEADING, Element, RichTextColumn, blocks_of_elements, elements_of_html, elements_of_text
from portal.sheets.text import join_parts

_EXPORT_ACTIONS = ("add", "change", "publish")
# Filled in when a page is put into the tree; nothing that a row could get wrong.
_TREE_FIELDS = ["path", "depth", "url_path"]


class BodyColumn(RichTextColumn):
    """A page's body. Headings, paragraphs and plain lists go into the cell; any other block marks the body as lossy."""

    def __init__(self, *args, block, **kwargs):
        super().__init__(*args, **kwargs)
        self.heading_block = block.child_blocks["heading"]

    def elements(self, value):
        elements, faithful = [], True
        for block in value:
            if block.block_type == "heading":
                elements.append(Element(HEADING, (str(block.value).strip(),)))
            elif block.block_type == "paragraph":
                found, whole = elements_of_html(block.value.source)
                # A heading inside a paragraph block would come back as a block of its own.
                faithful = faithful and whole and all(element.kind != HEADING for element in found)
                elements += found
            else:
                faithful = False
        return elements, faithful

    def to_value(self, text):
        blocks = blocks_of_elements(elements_of_text(text))
        for block in blocks:
            if block["type"] == HEADING:
                block["value"] = self._heading(block["value"])
        return blocks

    def _heading(self, text: str) -> str:
        try:
            return self.heading_block.clean(text)
        except ValidationError as error:
            message = "；".join(error.messages)
            raise ValidationError(_("小标题“%(text)s”：%(message)s"), params={"text": text, "message": message}) from error


class ChannelsColumn(ChildrenColumn):
    """Purchase channels, one a line: platform, shop, and a web address, a street address or both."""

    def __init__(self, model):
        parts = [column(model, "platform"), column(model, "shop"), column(model, "url", CodeColumn), column(model, "address")]
        super().__init__(_("购买渠道"), "channels", model=model, parent="page", parts=parts, identity=2, width=60)

    @property
    def format(self):
        return _("每行一条，各项用竖线分开：平台|店铺|网址或门店地址")

    def child_text(self, child):
        places = [child.address, child.url] if child.platform == Platform.OFFLINE else [child.url, child.address]
        return join_parts([self.parts[0].read(child), self.parts[1].read(child), *filter(None, places)])

    def fill(self, child, texts):
        head, places = texts[:2], [text for text in texts[2:] if text]
        web = [text for text in places if text.lower().startswith(("https://", "http://"))]
        streets = [text for text in places if text not in web]
        if len(web) > 1 or len(streets) > 1:
            raise ValidationError(_("一条渠道只能有一个网址和一个门店地址。应为：平台|店铺|网址或门店地址。"))
        super().fill(child, [*head, *[""] * (2 - len(head)), *(web or [""]), *(streets or [""])])


class PageResource(ReviewedResource):
    """Pages of one type below one section.

    A subclass names the section's page type in ``section_model``; new pages are put below the section of the default site.
    """

    name = "title"
    section_model: type[Page]

    @classmethod
    def may_import(cls, user):
        policy = PagePermissionPolicy()
        return all(policy.user_has_permission(user, action) for action in ("add", "change"))

    @classmethod
    def may_export(cls, user):
        return PagePermissionPolicy().user_has_any_permission(user, _EXPORT_ACTIONS)

    def prepare(self):
        if self.section() is None:
            raise SheetError(_("网站上还没有“%(section)s”，请先在页面管理中建立。") % {"section": self.section_model._meta.verbose_name})

    def section(self):
        """Return the section of the default site, or ``None``; the same object every time, because it counts its children."""
        if not hasattr(self, "_section"):
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            self._section = self.section_model.objects.descendant_of(site.root_page).first() if site else None
        return self._section

    def queryset(self):
        rows = super().queryset()
        if self.user is not None:
            allowed = PagePermissionPolicy().instances_user_has_any_permission_for(self.user, _EXPORT_ACTIONS)
            rows = rows.filter(pk__in=allowed.values("pk"))
        return self._below_section(rows)

    def all_objects(self):
        return self._below_section(super().all_objects())

    def _below_section(self, rows):
        section = self.section()
        return rows.descendant_of(section) if section else rows.none()

    def taken_keys(self):
        section = self.section()
        return set(Page.objects.descendant_of(section).values_list("slug", flat=True)) if section else set()

    def parent_of(self, page):
        """Return the page below which a new page is put."""
        return self.section()

    def check_row(self, obj, created):
        super().check_row(obj, created)
        if created and Page.objects.child_of(self.parent_of(obj)).filter(slug=obj.slug).exists():
            raise ValidationError({"slug": _("网址别名“%(slug)s”已被同一栏目下的其他页面使用，请换一个。") % {"slug": obj.slug}})
        if self.user is None:
            return
        if created:
            allowed = self.parent_of(obj).permissions_for_user(self.user).can_add_subpage()
        else:
            allowed = obj.permissions_for_user(self.user).can_edit()
        if not allowed:
            raise ValidationError(_("您没有在这个栏目新建页面的权限。") if created else _("您没有修改这个页面的权限。"))

    def validate(self, obj, created):
        obj.full_clean(exclude=_TREE_FIELDS if created else None)

    def create(self, obj):
        obj.live = False
        obj.has_unpublished_changes = True
        obj.owner = self.user
        self.parent_of(obj).add_child(instance=obj)


def body_column(model, **options) -> BodyColumn:
    """Return the column of a page type's body."""
    field = model._meta.get_field("body")
    return BodyColumn(field.verbose_name, "body", block=field.stream_block, required=True, width=80, **options)


BODY_FORMAT = gettext_lazy("介绍段落。\n\n## 小标题\n\n- 第一条\n- 第二条")
