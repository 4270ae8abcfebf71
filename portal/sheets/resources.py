"""What can be imported and exported: a model, its columns, who may do it and how a row is saved."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.core.models import EditorialRecord
from portal.core.slugs import free_slug
from portal.core.text import clean_line
from portal.sheets.columns import CodeColumn, Column
from portal.sheets.relations import ChildrenColumn, ReferencesColumn

_CHUNK = 500
_SLUG = re.compile(r"[a-z0-9]+(?:[_-]+[a-z0-9]+)*")
# Rows whose name begins so are the template's examples and are passed over.
EXAMPLE_MARK = "（示例）"


class SlugColumn(CodeColumn):
    """The key of a row: written once, when the row is new; empty means that it is made from the name."""

    def read(self, obj):
        return getattr(obj, "stored_slug", obj.slug)

    def write(self, obj, text):
        if text and obj.pk is None:
            obj.slug = self.to_value(text)

    def to_value(self, text):
        slug = super().to_value(text)
        if not _SLUG.fullmatch(slug):
            raise ValidationError(
                _("“%(text)s”不能作网址。请只用小写字母、数字和连字符，例如 green-tea；留空则按名称自动生成。"), params={"text": text}
            )
        return slug


def slug_column() -> SlugColumn:
    """Return the key's column of things with a web name."""
    text = _("小写英文、拼音、数字和连字符；留空则按名称自动生成。已有的内容凭它找到，不能改。")
    return SlugColumn(_("网址别名"), "slug", help=text, width=24)


class Resource:
    """One kind of thing in tables; an instance serves one import or export.

    A subclass gives ``kind`` (as the commands name it), ``title``, ``model``, :meth:`build_columns` and ``examples``.

    Args:
        user: on whose behalf; ``None`` is the operator at the command line, who may do everything.
    """

    kind = ""
    title: str | Promise = ""
    model: type[Model]
    key = "slug"
    # Fields that find a row as well, where its key is left empty.
    other_keys: tuple[str, ...] = ()
    name = "name"
    # Rows of the template, text by attribute; needed columns left out take the first allowed value.
    examples: tuple[dict[str, str | Promise], ...] = ()
    # Whether saved rows are drafts that somebody has to approve.
    reviewed = False

    def __init__(self, user=None):
        self.user = user
        self.columns: list[Column] = self.build_columns()
        self.by_attribute = {column.attribute: column for column in self.columns}
        self.by_heading = {column.heading: column for column in self.columns}

    def build_columns(self) -> list[Column]:
        """Return the columns in order; the key's column is among them."""
        raise NotImplementedError

    @classmethod
    def may_import(cls, user) -> bool:
        """Return whether a user may import this kind at all; single rows may still be refused."""
        return all(user.has_perm(cls._permission(action)) for action in ("add", "change"))

    @classmethod
    def may_export(cls, user) -> bool:
        """Return whether a user may export this kind."""
        return any(user.has_perm(cls._permission(action)) for action in ("add", "change", "delete", "view"))

    @classmethod
    def _permission(cls, action: str) -> str:
        return f"{cls.model._meta.app_label}.{action}_{cls.model._meta.model_name}"

    def prepare(self) -> None:
        """Check what an import needs besides the file.

        Raises:
            SheetError: something is missing in the system.
        """

    def queryset(self):
        """Return the stored objects that the user may see."""
        return self.model._default_manager.all()

    def stored(self) -> Iterable:
        """Yield the newest content of all objects, in the order of the key."""
        for obj in self.queryset().order_by(self.key).iterator(chunk_size=_CHUNK):
            yield self.latest(obj)

    def latest(self, obj):
        """Return the newest content of an object, its draft included."""
        return obj

    def find(self, attribute: str, values: Iterable[str]) -> dict[str, list]:
        """Return stored objects by the folded value of one field."""
        found: dict[str, list] = {}
        wanted = sorted({value for value in values if value})
        for start in range(0, len(wanted), _CHUNK):
            for obj in self.all_objects().filter(**{f"{attribute}__in": wanted[start : start + _CHUNK]}):
                found.setdefault(getattr(obj, attribute), []).append(obj)
        return found

    def all_objects(self):
        """Return everything a row may match, whoever may see it."""
        return self.model._default_manager.all()

    def match_key(self, cells: dict[str, str]):
        """Return what two rows of one file must not share; ``cells`` is text by attribute, the key filled in."""
        return cells[self.key]

    def choose(self, candidates: list, cells: dict[str, str]):
        """Return the one of several objects with the row's key that the row means, or ``None``."""
        return candidates[0] if candidates else None

    def taken_keys(self) -> set[str]:
        """Return the keys in use."""
        return set(self.all_objects().values_list(self.key, flat=True))

    def make_key(self, cells: dict[str, str], taken: set[str]) -> str:
        """Return a free key for a new row without one."""
        return free_slug(cells[self.name], taken, self.model._meta.model_name or "")

    def new(self):
        """Return an empty object."""
        return self.model()

    def check_row(self, obj, created: bool) -> None:
        """Check whether the row may be saved on behalf of the user.

        Raises:
            ValidationError: it may not; the message says why.
        """

    def validate(self, obj, created: bool) -> None:
        """Check an object in full.

        Raises:
            ValidationError: with messages by field.
        """
        obj.full_clean()

    def save(self, obj, created: bool, publish: bool) -> None:
        """Save one row."""
        obj.save()

    def example_rows(self) -> list[list[str]]:
        """Return the example rows of the template."""
        return [[self._example_text(column, example) for column in self.columns] for example in self.examples]

    def _example_text(self, column: Column, example: dict[str, str | Promise]) -> str:
        text = str(example.get(column.attribute, ""))
        try:
            column.check(text)
        except ValidationError:
            text = ""
        if not text and column.required and column.allowed:
            text = column.allowed[0]
        return f"{EXAMPLE_MARK}{text}" if column.attribute == self.name else text


class ReviewedResource(Resource):
    """Things with drafts: a row becomes a draft and is handed in for review (design.md rule 3)."""

    reviewed = True

    def queryset(self):
        return self._with_relations(super().queryset())

    def all_objects(self):
        return self._with_relations(super().all_objects())

    def _with_relations(self, rows):
        related = [column.attribute for column in self.columns if isinstance(column, ChildrenColumn | ReferencesColumn)]
        return rows.select_related("latest_revision").prefetch_related(*related)

    def latest(self, obj):
        latest = obj
        if obj.has_unpublished_changes and obj.latest_revision:
            # As Wagtail's get_latest_revision_as_object, without fetching every object a second time.
            latest = obj.with_content_json(obj.latest_revision.content)
        latest.stored_slug = obj.slug
        return latest

    def check_row(self, obj, created):
        if created:
            return
        if obj.workflow_in_progress:
            raise ValidationError(_("这条内容正在审核，不能修改。请等审核结束，或先撤回审核再导入。"))
        if obj.locked and (self.user is None or obj.locked_by_id != self.user.pk):
            raise ValidationError(_("这条内容已被锁定，不能修改。请先解除锁定再导入。"))

    def create(self, obj) -> None:
        """Store a new object as a draft."""
        obj.live = False
        obj.save()

    def save(self, obj, created, publish):
        if created:
            self.create(obj)
            log(instance=obj, action="wagtail.create", user=self.user)
        elif not obj.live:
            # Wagtail's editor keeps the row of an unpublished object in step with its draft as well.
            obj.save()
        revision = obj.save_revision(user=self.user, log_action=not created, clean=False)
        if publish:
            revision.publish(user=self.user, skip_permission_checks=True, log_action=True)
        else:
            self.submit(obj, created)

    def submit(self, obj, created: bool) -> None:
        """Hand a draft in for review, or hand it in again after a refusal."""
        state = None if created else obj.current_workflow_state
        if state is not None:
            state.resume(user=self.user)
            return
        workflow = obj.get_workflow()
        if workflow is not None:
            workflow.start(obj, self.user)


class RecordResource(ReviewedResource):
    """Editorial records (:class:`portal.core.models.EditorialRecord`)."""

    model: type[EditorialRecord]


def text_by_attribute(resource: Resource, cells: dict[str, str]) -> dict[str, str]:
    """Return a row's cells by attribute, keys and the name in the form in which they are compared."""
    texts = {column.attribute: cells.get(column.heading, "") for column in resource.columns}
    for attribute in (resource.key, *resource.other_keys):
        texts[attribute] = resource.by_attribute[attribute].fold(texts[attribute])
    texts[resource.name] = clean_line(texts[resource.name])
    return texts
