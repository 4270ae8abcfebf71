"""What every domain shares: records with drafts, history and approval."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

# Django finds the models of the core through this module.
from portal.core.access_log import AccessEntry  # noqa: F401
from portal.core.audit import AuditEntry  # noqa: F401
from portal.core.consents import Consent, ConsentText  # noqa: F401
from portal.core.forms import RecordForm
from portal.core.heartbeat import Heartbeat  # noqa: F401
from portal.core.querysets import EditorialQuerySet


class CacheStamp(models.Model):
    """A row of the stamp, whose sum changes whenever shared data does; see :mod:`portal.core.cache`. One, and more under many writers."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.value)


class PublishableRecord(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """A record with draft, preview, history and approval by somebody else, whoever writes it: staff, an enterprise or a citizen.

    A subclass names its public page in ``url_name`` (reversed with :meth:`url_args`) and its preview template in ``detail_template``.
    Like a Wagtail page, a record is checked in full whenever it is saved while live, so nothing incomplete is ever public
    (R-CAT-2, R-CAT-3).

    Raises:
        ValidationError: on ``save`` of a live record that breaks a rule of its fields or its ``clean``.
    """

    # Fields whose database value outlives any revision: restoring or publishing an old text must not undo a decision.
    fields_kept_outside_revisions: tuple[str, ...] = ()
    url_name = ""
    detail_template = ""
    base_form_class = RecordForm

    live = models.BooleanField(_("已发布"), default=False, editable=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(app_label)s_%(class)s",
        for_concrete_model=False,
    )
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(app_label)s_%(class)s",
        for_concrete_model=False,
    )

    objects = EditorialQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.live and not kwargs.get("update_fields"):
            self.full_clean()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of the public page."""
        return reverse(self.url_name, args=self.url_args())

    def url_args(self) -> list:
        """Return what the public path is made of; 0 stands for a record that has no key yet, which only a preview asks for."""
        return [self.pk or 0]

    def preview_path(self) -> str:
        """Return the path of the page that shows this record."""
        return reverse(self.url_name, args=self.url_args())

    @property
    def revisions(self):
        """Revisions of this record (Wagtail's name)."""
        return self._revisions

    @property
    def workflow_states(self):
        """Workflow runs of this record (Wagtail's name)."""
        return self._workflow_states

    def with_content_json(self, content):
        restored = super().with_content_json(content)
        for name in self.fields_kept_outside_revisions:
            setattr(restored, name, getattr(self, name))
        return restored

    def serve_preview(self, request, mode_name):
        """Show the record as its public page will look; the domain's view builds the page so that both stay the same."""
        view = resolve(self.preview_path()).func
        return view.view_class.preview(request, self, **view.view_initkwargs)


class EditorialRecord(PublishableRecord):
    """A record that staff keep in the Wagtail admin, with a name in its address."""

    # The field from which the form makes a slug that nobody typed.
    slug_from = "name"

    slug = models.SlugField(
        _("网址别名"), max_length=80, unique=True, help_text=_("小写英文、拼音、数字和连字符，公开网址的一部分，发布后请勿修改。")
    )

    class Meta:
        abstract = True

    def url_args(self) -> list:
        """Return the slug; a record without one yet borrows one for its preview."""
        return [self.slug or "preview"]
