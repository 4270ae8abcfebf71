"""Teaching materials for download."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TRAINING, role_rights
from portal.core.fields import ChoicesField
from portal.core.models import EditorialRecord
from portal.learning.querysets import MaterialQuerySet
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.training.models import Audience, Subject


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class Material(Moderated, EditorialRecord):
    """A file of the base of teaching materials, with the groups that it is for (R-TRAIN-9; S1 B§6(2))."""

    url_name = "learning:material"
    detail_template = "pages/learning/material.html"
    slug_from = "title"

    title = models.CharField(_("资料名称"), max_length=60, unique=True)
    audience = ChoicesField(_("面向人群"), choices_class=Audience)
    subject = models.CharField(_("主题"), max_length=12, choices=Subject)
    summary = models.CharField(_("一句话说明"), max_length=100)
    document = models.ForeignKey("media.CustomDocument", verbose_name=_("文件"), on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(
        "training.Course", verbose_name=_("配套课程"), null=True, blank=True, on_delete=models.SET_NULL, related_name="materials"
    )

    objects = MaterialQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("培训资料")
        verbose_name_plural = _("培训资料")
        ordering = ["title"]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="learning_material_newest")]

    def __str__(self):
        return self.title
