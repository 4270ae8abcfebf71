"""Who did what, when, to what, from which state to which, under which clause and why (R-MOD-4; GB/T 22239 audit; domain.md §1, §9).

Entries name staff and things in words as well as by key, so that they stay readable when an account or a record is gone. Everybody else,
and what is a person's own, is called by its number (``log_name``): nobody can change an entry, and closing an account leaves no name.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.append_only import AppendOnlyModel
from portal.core.moments import second_text


class AuditEntry(AppendOnlyModel):
    """One deed. ``action`` is a dotted word such as ``moderation.take_down``; ``clause`` the code of the rule that was applied."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("操作人"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(_("操作人姓名"), max_length=150, blank=True)
    action = models.CharField(_("操作"), max_length=64, db_index=True)
    object_kind = models.CharField(_("对象类型"), max_length=64, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    object_name = models.CharField(_("对象"), max_length=200, blank=True)
    before = models.JSONField(_("之前"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("之后"), null=True, blank=True, encoder=DjangoJSONEncoder)
    clause = models.CharField(_("依据条款"), max_length=32, blank=True)
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self):
        return f"{second_text(self.at)} {self.actor_name} {self.action} {self.object_name}"


def record(  # noqa: PLR0913 - each argument is a column of the log
    action: str, obj=None, *, actor=None, before=None, after=None, clause: str = "", reason: str = ""
) -> AuditEntry:
    """Write one entry, in the transaction of the deed itself.

    Args:
        action: dotted word, the domain first.
        obj: the model instance that was acted on, if any.
        actor: the user; ``None`` is the system or an anonymous visitor.
        before, after: JSON-able state around the deed.
        clause: code of the clause that was applied.
        reason: what the actor gave as reason.
    """
    actor = actor if getattr(actor, "pk", None) else None
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=log_name(actor)[:150] if actor else "",
        action=action,
        before=before,
        after=after,
        clause=clause,
        reason=reason,
        **named(obj),
    )


def entries_about(obj) -> models.QuerySet[AuditEntry]:
    """Return what was done to a record, the first deed first."""
    about = named(obj)
    return AuditEntry.objects.filter(object_kind=about["object_kind"], object_id=about["object_id"]).order_by("at", "pk")


_names: dict[str, str | Promise] = {}


def name_actions(names: Mapping[str, str | Promise]) -> None:
    """Give actions the names under which people read them; a domain calls it in its app's ``ready``.

    Args:
        names: ``{"moderation.take_down": _("撤下内容")}``; lazy strings are welcome.
    """
    _names.update(names)


def action_name(action: str) -> str:
    """Return an action in words; one that nobody has named is called another action."""
    return str(_names.get(action, _("其他操作")))


def action_names() -> list[tuple[str, str]]:
    """Return all named actions as choices."""
    return [(action, str(name)) for action, name in sorted(_names.items())]


def log_name(obj) -> str:
    """Return what logs call a thing: ``log_name`` of its own if it has one, else its text."""
    return str(getattr(obj, "log_name", None) or obj)


def named(obj) -> dict[str, str]:
    """Return how a log names a thing: ``object_kind`` (``app.model``), ``object_id`` and ``object_name``."""
    if obj is None:
        return {}
    return {"object_kind": obj._meta.label_lower, "object_id": str(obj.pk), "object_name": log_name(obj)[:200]}
