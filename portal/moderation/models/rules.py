"""The rules as staff keep them: clauses, groups of terms, allowed phrases and context words, each with its history (R-MOD)."""

import hashlib
import json
import re

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from portal.accounts.roles import DIRECTOR, REVIEWER, role_rights
from portal.core.fields import ChoicesField
from portal.moderation.choices import ContentKind
from portal.moderation.rule_lines import check_phrases, check_terms
from portal.moderation.screening.shipped import lines, term
from portal.moderation.screening.types import Action, Clause, Group

ACTIONS = [(Action.NOTE.value, _("提示")), (Action.REVIEW.value, _("二次审核")), (Action.BLOCK.value, _("拦截"))]
_KEY = RegexValidator(r"^[a-z][a-z0-9_]*$", _("请用小写英文字母、数字和下划线。"))


class Rule(RevisionMixin, models.Model):
    """A rule with its history.

    ``shipped`` is the digest of the rule as it came with the portal: as long as it fits, an update may replace the rule; what staff have
    changed is never overwritten.
    """

    shipped = models.CharField(max_length=64, blank=True, editable=False)
    order = models.PositiveIntegerField(_("排序"), default=1000)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(app_label)s_%(class)s",
        for_concrete_model=False,
    )

    # The columns that make the rule, in the order in which they are digested.
    told_by: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def revisions(self):
        """Revisions of this rule (Wagtail's name)."""
        return self._revisions

    def digest(self) -> str:
        """Return what tells this rule from any other version of it."""
        told = [str(getattr(self, name)) for name in self.told_by]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    @property
    def as_shipped(self) -> bool:
        """Whether nobody has changed the rule since it came with the portal."""
        return bool(self.shipped) and self.shipped == self.digest()


@role_rights({DIRECTOR: ("add", "change", "view"), REVIEWER: ("view",)})
class RuleClause(Rule):
    """A clause that decisions cite and that the public page explains."""

    code = models.CharField(_("条款编号"), max_length=32, unique=True, validators=[RegexValidator(r"^[A-Z0-9-]+$", _("例如 S1-5-7。"))])
    title = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("白话说明"), help_text=_("公开页“内容规范”显示的文字。"))
    source = models.CharField(_("出处"), max_length=200)
    action = models.CharField(_("一般处理"), max_length=8, choices=ACTIONS, default=Action.REVIEW.value)

    told_by = ("title", "text", "source", "action")

    class Meta:
        verbose_name = _("审核条款")
        verbose_name_plural = _("审核条款")
        ordering = ["order", "code"]

    def __str__(self):
        return f"{self.code} {self.title}"

    def as_clause(self) -> Clause:
        """Return the clause as the screening knows it."""
        return Clause(self.code, self.title, self.text, self.source, Action(self.action), self.order)


@role_rights({DIRECTOR: ("add", "change", "view"), REVIEWER: ("view",)})
class TermGroup(Rule):
    """Terms that are wrong for the same reason."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[_KEY])
    name = models.CharField(_("名称"), max_length=40)
    clause = models.ForeignKey(RuleClause, verbose_name=_("依据条款"), on_delete=models.PROTECT, related_name="groups")
    action = models.CharField(_("处理"), max_length=8, choices=ACTIONS, default=Action.REVIEW.value)
    grave = models.BooleanField(_("识别变形写法"), default=False, help_text=_("拼音、谐音、拼音首字母、夹杂字母、倒写也算。"))
    reports = models.BooleanField(_("报道和警示从轻"), default=True)
    negatable = models.BooleanField(_("否定句不算"), default=True, help_text=_("例如“不含罂粟壳”“杜绝赌博”。"))
    kinds = ChoicesField(_("适用内容类别"), choices_class=ContentKind, blank=True, help_text=_("不选为全部。"))
    elsewhere = models.CharField(
        _("其他类别的前提"), max_length=40, blank=True, help_text=_("语境词表的代号；其他类别的文字里有这些词时也适用。")
    )
    terms = models.TextField(
        _("词条"),
        help_text=_("一行一条。“甲|乙 ~6 丙”表示甲或乙与丙相距不超过 6 个字，“>6”表示有先后，“@买卖”引用语境词表，行末“ = 提示”另定处理。"),
    )

    told_by = ("name", "clause_id", "action", "grave", "reports", "negatable", "kinds", "elsewhere", "terms")

    class Meta:
        verbose_name = _("词条组")
        verbose_name_plural = _("词条组")
        ordering = ["order", "key"]

    def __str__(self):
        return self.name

    def digest(self) -> str:
        told = [str(getattr(self, name)) for name in self.told_by if name != "clause_id"]
        told.append(self.clause.code if self.clause_id else "")
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def clean(self):
        super().clean()
        problems = [*check_terms(self.terms), *self._unknown_lists()]
        if problems:
            raise ValidationError({"terms": problems})

    def _unknown_lists(self) -> list[str]:
        named = set(re.findall(r"@([^|\s]+)", self.terms))
        known = {name for row in ContextWords.objects.all() for name in (row.key, row.name)} if named else set()
        return [_("没有名为“%(name)s”的语境词表。") % {"name": name} for name in sorted(named - known)]

    def as_group(self) -> Group:
        """Return the group as the screening knows it."""
        return Group(
            key=self.key,
            name=self.name,
            clause=self.clause.code,
            action=Action(self.action),
            terms=tuple(map(term, lines(self.terms))),
            grave=self.grave,
            kinds=frozenset(map(str, self.kinds)),
            elsewhere=self.elsewhere,
            reports=self.reports,
            negatable=self.negatable,
        )


@role_rights({DIRECTOR: ("add", "change", "view"), REVIEWER: ("view",)})
class AllowedPhrases(Rule):
    """Longer words and fixed phrases within which nothing is objected to."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[_KEY])
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("内容类别"), max_length=32, blank=True, choices=ContentKind, help_text=_("不选为全部。"))
    phrases = models.TextField(_("允许词"), help_text=_("一行一条，写法与词条相同。"))

    told_by = ("name", "kind", "phrases")

    class Meta:
        verbose_name = _("允许词表")
        verbose_name_plural = _("允许词表")
        ordering = ["order", "key"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        problems = check_phrases(self.phrases)
        if problems:
            raise ValidationError({"phrases": problems})


@role_rights({DIRECTOR: ("add", "change", "view"), REVIEWER: ("view",)})
class ContextWords(Rule):
    """Words that change what others mean, such as negations, or lists that terms name with ``@``."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[_KEY])
    name = models.CharField(_("名称"), max_length=60)
    words = models.TextField(_("词"), help_text=_("一行一个。"))

    told_by = ("name", "words")

    class Meta:
        verbose_name = _("语境词表")
        verbose_name_plural = _("语境词表")
        ordering = ["order", "key"]

    def __str__(self):
        return self.name
