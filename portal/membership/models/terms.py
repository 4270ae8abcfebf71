"""What the member rules say: types, conditions, benefits, duties; rows that every county starts with (R-MEM-1, 3, 5, 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberType(models.Model):
    """A type of members; ``for_person`` is that of people without a firm, ``by_invitation`` the one for which nobody can apply unasked."""

    code = models.SlugField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("会员类型"), max_length=40)
    description = models.CharField(_("说明"), max_length=200)
    for_person = models.BooleanField(_("个人申请"), default=False)
    by_invitation = models.BooleanField(_("邀请制"), default=False)
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("会员类型")
        verbose_name_plural = _("会员类型")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class MembershipTerm(models.Model):
    """One condition, benefit or duty of the rules, with the clause that says so."""

    class Kind(models.TextChoices):
        CONDITION = "condition", _("入会条件")
        BENEFIT = "benefit", _("专享权益")
        DUTY = "duty", _("会员义务")

    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("名称"), max_length=40)
    text = models.CharField(_("内容"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=100)

    class Meta:
        verbose_name = _("会员制度条款")
        verbose_name_plural = _("会员制度条款")
        ordering = ["kind", "number"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="membership_one_term_a_number")]

    def __str__(self):
        return self.name
