"""Columns that stand for other objects: references by name and lists of children in one cell."""

import copy

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.figures import plain_code
from portal.core.text import clean_line
from portal.sheets.columns import Column
from portal.sheets.text import clean, join_parts, split_items, split_parts

_NAMED_IN_MESSAGE = 8


class ReferenceColumn(Column):
    """Another object, named by one of several natural keys.

    Args:
        queryset: what may be named; called when first needed.
        keys: fields that name an object; an export writes the first, or the last where the first is not unique.
        listed: whether the instructions list all names (short reference tables only).
    """

    format = gettext_lazy("已有内容的名称")

    def __init__(self, *args, queryset, keys, listed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.queryset = queryset
        self.keys = keys
        self.listed = listed
        self.one_of_allowed = listed

    @cached_property
    def objects(self) -> dict:
        """All objects that may be named, by primary key."""
        return {obj.pk: obj for obj in self.queryset()}

    @cached_property
    def index(self) -> dict[str, set]:
        """Primary keys by every name, in lower case."""
        index: dict[str, set] = {}
        for pk, obj in self.objects.items():
            for key in self.keys:
                index.setdefault(_folded(getattr(obj, key)), set()).add(pk)
        index.pop("", None)
        return index

    @property
    def allowed(self):
        return [self.label(pk) for pk in self.objects] if self.listed else ()

    def label(self, pk) -> str:
        """Return the name by which an export writes the object."""
        obj = self.objects.get(pk)
        if obj is None:
            return ""
        names = [clean_line(str(getattr(obj, key))) for key in self.keys]
        return next((name for name in names if len(self.index.get(_folded(name), ())) == 1), names[-1])

    def resolve(self, text: str):
        """Return the object that ``text`` names.

        Raises:
            ValidationError: none or several have this name.
        """
        found = self.index.get(_folded(text), set())
        if len(found) == 1:
            return self.objects[next(iter(found))]
        if found:
            raise ValidationError(
                _("“%(text)s”对应 %(count)d 条内容，请改填：%(others)s。"),
                params={"text": text, "count": len(found), "others": "、".join(self.label(pk) for pk in sorted(found))},
            )
        names = [self.label(pk) for pk in self.objects]
        if not names:
            raise ValidationError(_("没有找到“%(text)s”，系统里还没有可选的内容，请先添加。"), params={"text": text})
        shown = "、".join(names[:_NAMED_IN_MESSAGE]) + (_(" 等") if len(names) > _NAMED_IN_MESSAGE else "")
        raise ValidationError(_("没有找到“%(text)s”。请填写已有的名称，例如：%(shown)s。"), params={"text": text, "shown": shown})

    def check(self, text):
        for name in self.names_in(text):
            self.resolve(name)
        super().check(text)

    def names_in(self, text: str) -> list[str]:
        """Return the names that a cell holds."""
        return [text] if text else []

    def read(self, obj):
        return self.label(getattr(obj, f"{self.attribute}_id"))

    def write(self, obj, text):
        setattr(obj, f"{self.attribute}_id", self.resolve(text).pk if text else None)


class ReferencesColumn(ReferenceColumn):
    """Several other objects (many-to-many)."""

    format = gettext_lazy("已有内容的名称，几个用顿号或换行分开")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.one_of_allowed = False

    def names_in(self, text):
        return split_items(text)

    def read(self, obj):
        if obj.pk is None and not hasattr(obj, "_cluster_related_objects"):
            return ""
        return "、".join(sorted(self.label(other.pk) for other in getattr(obj, self.attribute).all()))

    def write(self, obj, text):
        getattr(obj, self.attribute).set({other.pk: other for other in map(self.resolve, self.names_in(text))}.values())


class ChildrenColumn(Column):
    """Children of the object, one a line, their fields separated by ``|``.

    Args:
        model: the children's model.
        parent: name of their key to the object.
        parts: columns of a child, in order.
        identity: how many of the first parts tell children apart; a child that stays keeps what the cell does not show.
    """

    multiline = True

    def __init__(self, *args, model, parent, parts, identity=1, **kwargs):
        super().__init__(*args, **kwargs)
        self.model = model
        self.parent = parent
        self.parts = parts
        self.identity = identity

    @property
    def format(self):
        return _("每行一条，各项用竖线分开：%(parts)s") % {"parts": "|".join(part.heading for part in self.parts)}

    @property
    def allowed(self):
        return [f"{part.heading}：{'、'.join(part.allowed)}" for part in self.parts if part.allowed]

    def read(self, obj):
        return "\n".join(self.child_text(child) for child in getattr(obj, self.attribute).all())

    def write(self, obj, text):
        stored = {self.key(child): child for child in getattr(obj, self.attribute).all()}
        children = []
        for number, line in enumerate(self.lines(text), start=1):
            try:
                children.append(self._child(line, number, stored))
            except ValidationError as error:
                message = "；".join(error.messages)
                raise ValidationError(_("第 %(number)d 条：%(message)s"), params={"number": number, "message": message}) from error
        getattr(obj, self.attribute).set(children)

    def lines(self, text: str) -> list[str]:
        """Return a cell's children as lines."""
        return [line for line in clean(text).split("\n") if line]

    def key(self, child) -> tuple:
        """Return what tells a child apart from its siblings."""
        return tuple(part.read(child) for part in self.parts[: self.identity])

    def child_text(self, child) -> str:
        """Return a child as one line."""
        return join_parts(part.read(child) for part in self.parts)

    def fill(self, child, texts: list[str]) -> None:
        """Put the parts of a line into a child.

        Raises:
            ValidationError: too many parts, a needed one is missing, or one cannot be read.
        """
        if len(texts) > len(self.parts):
            raise ValidationError(_("竖线太多。应为：%(format)s。"), params={"format": "|".join(part.heading for part in self.parts)})
        for part, text in zip(self.parts, [*texts, *[""] * (len(self.parts) - len(texts))], strict=True):
            if part.required and not text:
                raise ValidationError(
                    _("缺少“%(part)s”。应为：%(format)s。"),
                    params={"part": part.heading, "format": "|".join(part.heading for part in self.parts)},
                )
            part.write(child, text)

    def _child(self, line: str, number: int, stored: dict):
        texts = split_parts(line)
        child = self.model()
        self.fill(child, texts)
        known = stored.pop(self.key(child), None)
        if known is not None:
            child = copy.copy(known)
            self.fill(child, texts)
        child.sort_order = number
        try:
            child.full_clean(exclude=[self.parent], validate_unique=False)
        except ValidationError as error:
            messages = [f"{self._part_name(name)}{text}" for name, texts in error.message_dict.items() for text in texts]
            raise ValidationError(messages) from error
        return child

    def _part_name(self, attribute: str) -> str:
        name = next((part.heading for part in self.parts if part.attribute == attribute), "")
        return f"“{name}”" if name else ""


class NamesColumn(ChildrenColumn):
    """Children that are nothing but a name, separated by ``、`` or line breaks."""

    multiline = False

    @property
    def format(self):
        return _("几个名称，用顿号或换行分开")

    def read(self, obj):
        names = [self.parts[0].read(child) for child in getattr(obj, self.attribute).all()]
        # A name that itself holds a separator is safe only on a line of its own.
        return ("\n" if any(len(split_items(name)) > 1 for name in names) else "、").join(names)

    def lines(self, text):
        lines = super().lines(text)
        return [join_parts([item]) for item in (lines if len(lines) > 1 else split_items(text))]


def _folded(value) -> str:
    return plain_code(str(value or "")).lower()
