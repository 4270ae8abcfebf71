"""Selections, nominations, votes of the public, and marks of the jury."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, OPERATOR, role_rights
from portal.core.encryption import blind_index
from portal.core.models import EditorialRecord, PublishableRecord
from portal.core.moments import day_text
from portal.moderation.mixins import Moderated
from portal.moderation.registry import NOT_FOUND, moderated
from portal.selections.querysets import NominationQuerySet, SelectionQuerySet, VoteQuerySet

_COUNTS = ("view", "change")
_PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


@role_rights({OPERATOR: ("add", "change")})
@moderated("event")
class Selection(Moderated, EditorialRecord):
    """What is selected, from when to when people nominate and vote, and how much the public's votes weigh against the jury's marks."""

    class Phase(models.TextChoices):
        """Told by the days; only the result is published by hand."""

        COMING = "coming", _("未开始")
        NOMINATING = "nominating", _("正在提名")
        REVIEWING = "reviewing", _("提名审核中")
        VOTING = "voting", _("正在投票")
        COUNTING = "counting", _("评审计票中")
        PUBLISHED = "published", _("结果已公布")

    url_name = "selections:selection"
    detail_template = "pages/selections/selection.html"
    fields_kept_outside_revisions = ("published_at",)

    name = models.CharField(_("评选名称"), max_length=60, unique=True)
    summary = models.CharField(_("一句话说明"), max_length=100)
    introduction = models.TextField(_("评选介绍"), max_length=1500)
    rules = models.TextField(_("评选规则"), max_length=1500)
    categories = models.CharField(_("奖项类别"), max_length=200, blank=True, help_text=_("用顿号分开；不分类别的留空。"))
    nominate_from = models.DateField(_("提名开始"))
    nominate_until = models.DateField(_("提名截止"))
    vote_from = models.DateField(_("投票开始"))
    vote_until = models.DateField(_("投票截止"))
    public_weight = models.PositiveSmallIntegerField(
        _("公众投票占比（%）"), default=50, validators=_PERCENT, help_text=_("其余为评委打分。")
    )
    published_at = models.DateTimeField(_("结果公布时间"), null=True, editable=False)

    objects = SelectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("评选")
        verbose_name_plural = _("评选")
        ordering = ["-vote_until", "-pk"]
        indexes = [models.Index(fields=["-vote_until", "-id"], name="selections_selection_latest")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        days = ("nominate_from", "nominate_until", "vote_from", "vote_until")
        for name, earlier in zip(days[1:], days, strict=False):
            first, then = getattr(self, earlier), getattr(self, name)
            # Nominations are reviewed before the vote: it begins on a later day than they end.
            if first and then and (then < first or (name == "vote_from" and then == first)):
                raise ValidationError({name: _("要晚于前一个日期。")})

    @property
    def jury_weight(self) -> int:
        """What the jury's marks weigh, in percent."""
        return 100 - self.public_weight

    @property
    def category_names(self) -> list[str]:
        """The categories, in their order."""
        return [name.strip() for name in self.categories.split("、") if name.strip()]

    @property
    def phase(self) -> str:
        """Where the selection stands today; a draft may lack its days."""
        if self.published_at is not None:
            return self.Phase.PUBLISHED
        today = timezone.localdate()
        ends = (
            (self.nominate_from, self.Phase.COMING, True),
            (self.nominate_until, self.Phase.NOMINATING, False),
            (self.vote_from, self.Phase.REVIEWING, True),
            (self.vote_until, self.Phase.VOTING, False),
        )
        found = (phase for day, phase, exclusive in ends if day is None or today < day or (today == day and not exclusive))
        return next(found, self.Phase.COUNTING)

    @property
    def phase_label(self) -> str:
        """The same in words."""
        return str(self.Phase(self.phase).label)


def _nominator(nomination):
    return nomination.user


@moderated("event", gone=NOT_FOUND, author=_nominator)
class Nomination(Moderated, PublishableRecord):
    """Who or what is nominated, and why. A person is nominated by nobody but themselves: the form is the consent to be named in public.

    The counts are empty until the result is published, and frozen from then on.
    """

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("企业")
        PRODUCT = "product", _("产品或品牌")
        PERSON = "person", _("我本人（自荐）")
        OTHER = "other", _("其他")

    purpose_of_consent = "selection_person"
    url_name = "selections:nomination"
    detail_template = "pages/selections/nomination.html"
    fields_kept_outside_revisions = ("user_id", "selection_id", "public_votes", "jury_points", "total", "place")

    selection = models.ForeignKey(Selection, verbose_name=_("评选"), on_delete=models.PROTECT, related_name="nominations", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提名人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="nominations"
    )
    kind = models.CharField(_("提名对象"), max_length=10, choices=Kind)
    name = models.CharField(_("名称或姓名"), max_length=60)
    category = models.CharField(_("奖项类别"), max_length=40, blank=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("名录里的企业"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="nominations",
    )
    reason = models.TextField(_("提名理由"), max_length=600)
    public_votes = models.PositiveIntegerField(_("公众票数"), null=True, editable=False)
    jury_points = models.DecimalField(_("评委平均分"), max_digits=5, decimal_places=2, null=True, editable=False)
    total = models.DecimalField(_("总分"), max_digits=5, decimal_places=2, null=True, editable=False)
    place = models.PositiveSmallIntegerField(_("名次"), null=True, editable=False)

    objects = NominationQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("提名")
        verbose_name_plural = _("提名")
        ordering = ["selection", "pk"]

    def __str__(self):
        return self.name

    @property
    def log_name(self) -> str:
        """What logs call it: a person's name is not for ever."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def summary(self) -> str:
        """One line for lists and results of a search."""
        return "，".join(filter(None, [self.selection.name, self.category]))

    def get_owner_url(self) -> str:
        """Return where whoever nominated sees how it stands."""
        return reverse("selections:my")


def voter_key(selection: Selection, phone: str) -> str:
    """Return what stands for a phone number in one selection; it says nothing in another one, nor to who lacks the site's key."""
    return blind_index(phone, f"selection {selection.pk}")


@role_rights({OPERATOR: _COUNTS, DIRECTOR: _COUNTS})
class Vote(models.Model):
    """One vote of one verified phone on one day.

    Nobody's name or key is kept with it: ``voter`` is the digest of the phone for this selection, which tells a second vote of the day and
    nothing else, and is emptied when the result is published.
    """

    selection = models.ForeignKey(Selection, verbose_name=_("评选"), on_delete=models.CASCADE, related_name="votes")
    nomination = models.ForeignKey(Nomination, verbose_name=_("提名"), on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 - emptied keys must not collide
    day = models.DateField(_("日期"))
    cast_at = models.DateTimeField(_("投票时间"), default=timezone.now)
    struck_out = models.BooleanField(_("已剔除"), default=False)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("投票")
        verbose_name_plural = _("投票")
        indexes = [models.Index(fields=["nomination", "cast_at"], name="selections_vote_by_time")]
        constraints = [models.UniqueConstraint(fields=["selection", "voter", "day"], name="selections_vote_once_a_day")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk} {day_text(self.day)}"


class Juror(models.Model):
    """Somebody whom staff have named to the jury of one selection."""

    selection = models.ForeignKey(Selection, verbose_name=_("评选"), on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("评委"), on_delete=models.CASCADE, related_name="juries")

    class Meta:
        verbose_name = _("评委")
        verbose_name_plural = _("评委")
        constraints = [models.UniqueConstraint(fields=["selection", "user"], name="selections_juror_once")]

    def __str__(self):
        return f"{self.selection} {self.pk}"


class JuryMark(models.Model):
    """What one juror gives one nomination, of a hundred."""

    juror = models.ForeignKey(Juror, verbose_name=_("评委"), on_delete=models.CASCADE, related_name="marks")
    nomination = models.ForeignKey(Nomination, verbose_name=_("提名"), on_delete=models.CASCADE, related_name="marks")
    points = models.PositiveSmallIntegerField(_("分数"), validators=_PERCENT)

    class Meta:
        verbose_name = _("评委打分")
        verbose_name_plural = _("评委打分")
        constraints = [models.UniqueConstraint(fields=["juror", "nomination"], name="selections_mark_once")]

    def __str__(self):
        return f"{self.nomination_id} {self.points}"
