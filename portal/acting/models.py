"""Who has acted for somebody else, and how that person consented (代办, R-STN-6; PIPL art. 14, 21)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Numbered
from portal.core.masking import mask_name
from portal.core.ownership import OwnedByPerson

# The consent of the person for whom a place is taken.
PLACE_CONSENT = "acting_for_place"


class ActingQuerySet(OwnedByPerson):
    """What people have done for others; it is theirs who acted."""

    owner = "actor"


class Acting(models.Model):
    """Base of the records beside what somebody has filed for another; what the person consented to is a consent about that thing.

    A subclass says what it is about: ``number``, ``subject``, ``standing`` (in words), ``name`` (the person's) and ``is_open``, names what
    these read (``get_shown_joins``), and its slip's page of renewal in ``renew_url_name``. It stands in the list of who acted by itself.
    """

    class Relation(models.TextChoices):
        KEEPER = "keeper", _("站点工作人员")
        SPOUSE = "spouse", _("配偶")
        CHILD = "child", _("子女")
        PARENT = "parent", _("父母")
        KIN = "kin", _("其他亲属")
        FRIEND = "friend", _("邻居、朋友")

    class How(models.TextChoices):
        ORAL = "oral", _("本人当面口头同意")
        PAPER = "paper", _("本人签署纸质同意书")

    renew_url_name = ""
    number: Any
    subject: Any
    standing: Any
    name: Any
    is_open: Any

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("代办人"), null=True, on_delete=models.SET_NULL, related_name="+")
    station = models.ForeignKey("catalogues.Station", verbose_name=_("网点"), null=True, on_delete=models.SET_NULL, related_name="+")
    relation = models.CharField(_("与本人的关系"), max_length=8, choices=Relation)
    how = models.CharField(_("本人怎样同意"), max_length=5, choices=How)
    consented_on = models.DateField(_("同意日期"))
    created_at = models.DateTimeField(_("代办时间"), auto_now_add=True)

    objects = ActingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    @classmethod
    def get_shown_joins(cls) -> tuple[str, ...]:
        """Return what a list of them reads beside them."""
        raise NotImplementedError

    @property
    def masked_name(self) -> str:
        """The person's name as those read it who need not know it."""
        return mask_name(self.name)

    def get_renew_url(self) -> str:
        """Return where who acted prints a lost slip anew."""
        return reverse(self.renew_url_name, args=[self.pk])

    def get_owner_url(self) -> str:
        """Return where who acted sees it."""
        return reverse("acting:list")


class ActingForPlace(Numbered, Acting):
    """Somebody has taken a place for another; the person finds it by the number and the secret of the slip."""

    renew_url_name = "acting:slip-renew"

    class Meta(Acting.Meta):
        verbose_name = _("代办报名")
        verbose_name_plural = _("代办报名")

    def __str__(self):
        return self.number

    @cached_property
    def place(self) -> Any:
        """The place, a row of the domain's own model; nothing where it is gone."""
        return next(filter(None, (getattr(self, name, None) for name in self.places())), None)

    @classmethod
    def places(cls) -> dict[str, Any]:
        """Return the domains' models of places by the name under which this record knows theirs."""
        return {str(relation.get_accessor_name()): relation.related_model for relation in cls._meta.related_objects if relation.one_to_one}

    @classmethod
    def get_shown_joins(cls) -> tuple[str, ...]:
        return tuple(f"{name}__{model.offer_joins}" for name, model in cls.places().items())

    @property
    def name(self) -> str:
        """The person's name, while it is kept."""
        return self.place.name if self.place else ""

    @property
    def subject(self) -> str:
        """What the place is in."""
        return str(self.place.offer) if self.place else ""

    @property
    def is_open(self) -> bool:
        """Whether the place stands and is not over."""
        return bool(self.place) and self.place.cancelled_at is None and not self.place.offer.is_over()

    @property
    def standing(self) -> str:
        """The state of the place, in words."""
        if self.place is None or self.place.cancelled_at is not None:
            return str(_("已取消"))
        return str(self.place.get_state_display())


class PlaceForSomebody(models.Model):
    """Stands before the base of a domain's enrolments that others may take for somebody: the person may have no account.

    Whoever acted hears of the place in the person's stead and finds it in the list of what they did for others.
    """

    # Name of the page where people find their own places, and what the words of an offer read.
    own_page = ""
    offer_joins = "offer"
    offer: Any
    user: Any
    name: Any

    acting = models.OneToOneField(
        ActingForPlace,
        verbose_name=_("代办"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_place",
    )

    class Meta:
        abstract = True

    @property
    def told(self):
        """Who hears of it: the person, or whoever acted for them."""
        return self.acting.actor if self.acting else self.user

    @property
    def remark(self) -> str:
        """What the list of participants says beside the state: that somebody acted, and what the domain says."""
        return "，".join(filter(None, (super().remark, str(_("代办")) if self.acting_id else "")))  # type: ignore[misc]

    @property
    def told_of(self) -> str:
        """What it is about in the words of a message; to who acted it says for whom."""
        said = {"name": mask_name(self.name), "offer": self.offer}
        return str(_("%(offer)s（您替%(name)s报名）") % said if self.acting_id else self.offer)

    def get_owner_url(self) -> str:
        """Return where the person, or who acted for them, sees how it stands."""
        return reverse("acting:list" if self.acting_id else self.own_page)
