"""Tables of search: the findable things with their analysed text, the words they are made of, what staff teach it, what people ask."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, EDITOR, role_rights
from search.analysis.normalise import normalise

# Django finds it through this module.
from search.projection import Projection  # noqa: F401


class SearchEntryQuerySet(models.QuerySet):
    """Words for what may be found."""

    def visible(self):
        """Return what the public may find; the rest are tombstones, or have run out and become some within minutes."""
        not_expired = models.Q(visible_until=None) | models.Q(visible_until__gt=timezone.now())
        return self.filter(not_expired, live=True)

    def run_out(self):
        """Return what has run out and is no tombstone yet."""
        return self.filter(live=True, visible_until__lte=timezone.now())


class SearchEntry(models.Model):
    """One findable thing, written in the transaction of the thing itself (design.md, Search).

    The analysed fields hold tokens parted by blanks, the same for every engine. ``version`` grows with every change and is the external
    version of a projection; a removed thing stays as a tombstone (``live`` off) so that its removal can be told to the projection.
    """

    ANALYSED = ("title_words", "title_grams", "keyword_words", "keyword_grams", "body_words", "body_grams", "pinyin", "initials")
    # What one line of results and one filter needs; everything else is text.
    FACETS = ("kind", "town", "category", "year", "price_band", "certificates")

    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=255)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    town = models.CharField(max_length=9, blank=True)
    category = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    price_band = models.CharField(max_length=12, blank=True)
    # Kinds of certificates between bars, such as "|green|organic|".
    certificates = models.CharField(max_length=120, blank=True)
    dated_at = models.DateTimeField(null=True)
    # From when on nobody finds it, such as the end of a job's last day.
    visible_until = models.DateTimeField(null=True)
    boost = models.FloatField(default=1.0)

    title_words = models.TextField(blank=True)
    title_grams = models.TextField(blank=True)
    keyword_words = models.TextField(blank=True)
    keyword_grams = models.TextField(blank=True)
    body_words = models.TextField(blank=True)
    body_grams = models.TextField(blank=True)
    pinyin = models.TextField(blank=True)
    initials = models.TextField(blank=True)

    live = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    version = models.PositiveBigIntegerField()
    changed_at = models.DateTimeField(default=timezone.now)
    # The last version that the projection (Elasticsearch) has confirmed; 0 means never.
    sent_version = models.PositiveBigIntegerField(default=0)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="search_entry_one_per_thing")]
        indexes = [
            # Covers the counting of facets: no text is read for it.
            models.Index(
                fields=["id", "live", "kind", "town", "category", "year", "price_band", "certificates"], name="search_entry_facets"
            ),
            models.Index(fields=["kind", "live"], name="search_entry_kind"),
            models.Index(fields=["-dated_at"], name="search_entry_dated"),
            models.Index(fields=["visible_until"], name="search_entry_run_out", condition=models.Q(visible_until__isnull=False)),
            models.Index(fields=["changed_at"], name="search_entry_unsent", condition=~models.Q(sent_version=models.F("version"))),
        ]

    def __str__(self):
        return self.title


class SearchTerm(models.Model):
    """A word or title of visible entries with its reading: what suggestions, pinyin and spelling are looked up in."""

    text = models.CharField(max_length=60, unique=True)
    pinyin = models.CharField(max_length=240, db_index=True)
    initials = models.CharField(max_length=60, db_index=True)
    # Where it was found: 0 in running text, 1 in a title or keyword, 2 it is a title.
    place = models.PositiveSmallIntegerField(default=0)
    # How many visible entries have it; nothing with none is offered to anybody.
    entries = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-entries"], name="search_term_entries")]

    def __str__(self):
        return self.text


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), EDITOR: ("add", "change", "delete", "view")})
class DictionaryWord(models.Model):
    """A word of this county that general dictionaries lack: a place, a product, a firm."""

    word = models.CharField(_("词"), max_length=30, unique=True)
    reading = models.CharField(_("拼音"), max_length=120, blank=True, help_text=_("读音与通常不同时填写小写拼音，音节之间用空格。"))
    reason = models.CharField(_("说明"), max_length=120)

    class Meta:
        verbose_name = _("搜索词典")
        verbose_name_plural = _("搜索词典")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def clean(self):
        super().clean()
        self.word = normalise(self.word).replace(" ", "")
        self.reading = " ".join(self.reading.lower().split())
        if not self.word:
            raise ValidationError({"word": _("请填写一个词。")})
        if self.reading and len(self.reading.split()) != len(self.word):
            raise ValidationError({"reading": _("拼音的音节数须与字数相同。")})


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), EDITOR: ("add", "change", "delete", "view")})
class Synonym(models.Model):
    """Words that mean the same to people who search; used from the next query on, no restart and no new index."""

    words = models.CharField(_("同义词"), max_length=200, help_text=_("用“=”或逗号分开，例如“网店=淘宝店=网上店铺”。"))
    one_way = models.BooleanField(
        _("单向"), default=False, help_text=_("勾选后，只有搜第一个词时才会同时找后面的词；不勾选则互相都能找到。")
    )
    reason = models.CharField(_("理由"), max_length=120, help_text=_("为什么要加，例如“村民多说淘宝店”。"))
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = _("同义词")
        verbose_name_plural = _("同义词")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def terms(self) -> list[str]:
        """Return the words, normalised, in order, each once."""
        parts = normalise(self.words).replace("=", ",").replace("、", ",").replace(";", ",").split(",")
        return list(dict.fromkeys("".join(part.split()) for part in parts if part.strip()))

    def clean(self):
        super().clean()
        if len(self.terms()) < 2:
            raise ValidationError({"words": _("请至少填写两个词，用“=”或逗号分开。")})


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), EDITOR: ("add", "change", "delete", "view")})
class PinnedResult(models.Model):
    """A result that staff put first for a query, with a reason and a last day."""

    query = models.CharField(_("搜索词"), max_length=60)
    entry = models.ForeignKey(SearchEntry, verbose_name=_("置顶内容"), on_delete=models.CASCADE, related_name="pins")
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    reason = models.CharField(_("理由"), max_length=120)
    expires_on = models.DateField(_("有效期至"), help_text=_("到期后自动失效。"))

    class Meta:
        verbose_name = _("置顶结果")
        verbose_name_plural = _("置顶结果")
        ordering = ["query", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["query", "entry"], name="search_pin_once")]

    def __str__(self):
        return f"{self.query} → {self.entry}"

    def clean(self):
        super().clean()
        self.query = normalise(self.query)

    @property
    def expired(self) -> bool:
        """Whether the last day has passed."""
        return self.expires_on < timezone.localdate()


@role_rights({DIRECTOR: ("view",), EDITOR: ("view",)})
class QueryCount(models.Model):
    """How often something was asked on a day and how much was found; nothing about who asked."""

    day = models.DateField(_("日期"))
    text = models.CharField(_("搜索词"), max_length=60)
    searches = models.PositiveIntegerField(_("次数"), default=0)
    results = models.PositiveIntegerField(_("结果数"), default=0)

    class Meta:
        verbose_name = _("搜索记录")
        verbose_name_plural = _("搜索记录")
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="search_query_count_day")]
        indexes = [models.Index(fields=["text"], name="search_query_count_text")]

    def __str__(self):
        return self.text


@role_rights({DIRECTOR: ("change", "view"), EDITOR: ("change", "view")})
class UnansweredQuery(models.Model):
    """A query that found nothing: work for whoever keeps synonyms and content."""

    class State(models.TextChoices):
        OPEN = "open", _("待处理")
        DONE = "done", _("已处理")
        IGNORED = "ignored", _("不处理")

    text = models.CharField(_("搜索词"), max_length=60, unique=True)
    searches = models.PositiveIntegerField(_("次数"), default=0)
    first_at = models.DateTimeField(_("首次出现"), default=timezone.now)
    last_at = models.DateTimeField(_("最近出现"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    note = models.CharField(_("处理说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("无结果搜索")
        verbose_name_plural = _("无结果搜索")
        ordering = ["state", "-searches", "-last_at"]

    def __str__(self):
        return self.text
