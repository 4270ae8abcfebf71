"""Who acts for whom: the base of memberships that the domains define for their organisations."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MembershipQuerySet(models.QuerySet):
    """Words for memberships."""

    def current(self):
        """Return memberships that have not ended."""
        return self.filter(left_at=None)

    def of(self, user):
        """Return a person's current memberships."""
        return self.current().filter(user=user)

    def organisations_of(self, user, roles=frozenset()):
        """Return the keys of the public organisations that a person acts for.

        Args:
            user: the person.
            roles: only as one of these; as anything when empty.
        """
        rows = self.of(user).filter(organisation__live=True)
        return (rows.filter(role__in=roles) if roles else rows).values("organisation")


class Membership(models.Model):
    """One person acting for one organisation in a role, from ``joined_at`` until ``left_at``.

    A domain subclasses it, names its organisation in a foreign key called ``organisation`` and its kind of person in ``person_kind``
    (R-ROLE: 企业, 服务商, 培训机构, 站点站长), and forbids two current memberships of one person in one organisation.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("负责人")
        MANAGER = "manager", _("管理员")
        STAFF = "staff", _("经办人")

    person_kind = ""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("用户"), on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss"
    )
    role = models.CharField(_("身份"), max_length=8, choices=Role, default=Role.STAFF)
    joined_at = models.DateTimeField(_("加入时间"), default=timezone.now)
    left_at = models.DateTimeField(_("离开时间"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.user} {self.get_role_display()}"

    def kind_of_person(self) -> str:
        """Return what this membership makes of its holder, in words."""
        return str(self.person_kind)


def memberships_of(user) -> list[Membership]:
    """Return all current memberships of a person, of every domain."""
    from django.apps import apps

    models_ = [model for model in apps.get_models() if issubclass(model, Membership)]
    return [row for model in models_ for row in model.objects.of(user).select_related("organisation")]
