"""The admin screens of the rules: history, and what a change would have hit before it is saved."""

import hashlib
import json

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from portal.core import audit
from portal.moderation.effects import DAYS, effect_of
from portal.moderation.models.rules import AllowedPhrases, ContextWords, RuleClause, TermGroup
from portal.moderation.screening.shipped import lines

SEEN = "effect_seen"


class EffectFirstMixin:
    """Shows what a change would have hit, and saves it when it comes back unchanged."""

    effect = None
    effect_digest = ""

    def form_valid(self, form):
        """Save what was shown; show it otherwise."""
        digest = _digest(form)
        if self.request.POST.get(SEEN) != digest:
            self.form, self.effect, self.effect_digest = form, effect_of(form.instance), digest
            return self.render_to_response(self.get_context_data())
        return super().form_valid(form)

    def save_instance(self):
        """Save and write into the audit log what was changed."""
        before = _told(type(self.form.instance).objects.filter(pk=self.form.instance.pk).first())
        instance = super().save_instance()
        after = _told(instance)
        changed = {name for name in after if before.get(name) != after[name]}
        audit.record(
            "moderation.rule",
            instance,
            actor=self.request.user,
            before={name: _less(before.get(name), after[name]) for name in changed if before},
            after={name: _less(after[name], before.get(name)) for name in changed},
        )
        return instance

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.update(effect=self.effect, effect_digest=self.effect_digest, effect_days=DAYS, effect_field=SEEN)
        return context


def _digest(form) -> str:
    told = {name: str(form.cleaned_data.get(name)) for name in form.fields}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _told(rule) -> dict:
    return {name: getattr(rule, name) for name in rule.told_by} if rule else {}


def _less(value, other):
    """Return a list of words without those that the other side has as well; other values as they are."""
    if not isinstance(value, str) or "\n" not in value:
        return value
    common = set(lines(other or ""))
    return [line for line in lines(value) if line not in common]


class RuleCreateView(EffectFirstMixin, CreateView):
    """Add a rule."""

    template_name = "moderation/admin/rule_create.html"


class RuleEditView(EffectFirstMixin, EditView):
    """Change a rule."""

    template_name = "moderation/admin/rule_edit.html"


class RuleViewSet(SnippetViewSet):
    """Base of the screens of all rules."""

    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    create_template_name = RuleCreateView.template_name
    edit_template_name = RuleEditView.template_name
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50


class RuleClauseViewSet(RuleViewSet):
    """Clauses."""

    model = RuleClause
    icon = "form"
    menu_label = _("审核条款")
    list_display = ["code", "title", Column("get_action_display", label=_("一般处理"))]
    search_fields = ["code", "title", "text"]
    panels = [FieldPanel(name) for name in ("code", "title", "text", "source", "action", "order")]


class TermGroupViewSet(RuleViewSet):
    """Groups of terms."""

    model = TermGroup
    icon = "list-ul"
    menu_label = _("词条组")
    list_display = ["name", "clause", Column("get_action_display", label=_("处理")), BooleanColumn("grave", label=_("识别变形写法"))]
    search_fields = ["key", "name", "terms"]
    panels = [
        FieldPanel(name)
        for name in ("key", "name", "clause", "action", "terms", "grave", "reports", "negatable", "kinds", "elsewhere", "order")
    ]


class AllowedPhrasesViewSet(RuleViewSet):
    """Allowed phrases."""

    model = AllowedPhrases
    icon = "check"
    menu_label = _("允许词表")
    list_display = ["name", Column("get_kind_display", label=_("内容类别"))]
    search_fields = ["key", "name", "phrases"]
    panels = [FieldPanel(name) for name in ("key", "name", "kind", "phrases", "order")]


class ContextWordsViewSet(RuleViewSet):
    """Context words."""

    model = ContextWords
    icon = "comment"
    menu_label = _("语境词表")
    list_display = ["name"]
    search_fields = ["key", "name", "words"]
    panels = [FieldPanel(name) for name in ("key", "name", "words", "order")]


class RuleViewSetGroup(SnippetViewSetGroup):
    """All rules under one menu entry."""

    items = (RuleClauseViewSet, TermGroupViewSet, AllowedPhrasesViewSet, ContextWordsViewSet)
    menu_label = _("审核规则")
    menu_icon = "list-ol"
    menu_order = 206
