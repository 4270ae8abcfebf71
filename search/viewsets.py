"""The admin screens of search: what staff teach it, and what people ask."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from search.admin_views import PopularView, TrialView
from search.forms import PinForm
from search.models import DictionaryWord, PinnedResult, Synonym, UnansweredQuery

# Who may see what is asked may also try out words.
MAY_SEE = "search.view_querycount"


class SynonymViewSet(ModelViewSet):
    """Words that mean the same."""

    model = Synonym
    icon = "duplicate"
    menu_label = _("同义词")
    form_fields = ["words", "one_way", "reason"]
    list_display = ["words", "one_way", "reason", "changed_at"]
    search_fields = ["words", "reason"]
    copy_view_enabled = False
    inspect_view_enabled = False


class DictionaryWordViewSet(ModelViewSet):
    """Words of the county."""

    model = DictionaryWord
    icon = "openquote"
    menu_label = _("搜索词典")
    form_fields = ["word", "reading", "reason"]
    list_display = ["word", "reading", "reason"]
    search_fields = ["word", "reason"]
    copy_view_enabled = False
    inspect_view_enabled = False


class PinnedResultViewSet(ModelViewSet):
    """Results put first for a query."""

    model = PinnedResult
    icon = "pick"
    menu_label = _("置顶结果")
    form_fields = ["query", "order", "reason", "expires_on"]
    list_display = ["query", "entry", "order", "reason", "expires_on"]
    search_fields = ["query", "reason"]
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update=False):
        return PinForm


class UnansweredQueryViewSet(ModelViewSet):
    """Queries without a result, as a work list."""

    model = UnansweredQuery
    icon = "help"
    menu_label = _("无结果搜索")
    form_fields = ["state", "note"]
    list_display = ["text", "searches", "last_at", "state", "note"]
    list_filter = ["state"]
    search_fields = ["text"]
    copy_view_enabled = False
    inspect_view_enabled = False


class RightMenuItem(MenuItem):
    """Shown to those who may see what is asked."""

    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


class ScreenViewSet(ViewSet):
    """One screen without rows of its own; a subclass names the view."""

    view_class: type[View]

    def get_urlpatterns(self):
        return [path("", self._guarded, name="index")]

    def _guarded(self, request):
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return self.view_class.as_view()(request)

    @cached_property
    def menu_url(self):
        """The address of the screen."""
        return reverse(self.get_url_name("index"))

    def get_menu_item(self, order=None):
        return RightMenuItem(self.menu_label, self.menu_url, name=self.menu_name, icon_name=self.icon, order=order or self.menu_order)


class PopularViewSet(ScreenViewSet):
    """What is asked most."""

    view_class = PopularView
    icon = "history"
    menu_label = _("热门搜索")


class TrialViewSet(ScreenViewSet):
    """What a new synonym would change."""

    view_class = TrialView
    icon = "view"
    menu_label = _("同义词试效")


class SearchGroup(ViewSetGroup):
    """Menu entry of search."""

    menu_label = _("站内搜索")
    menu_icon = "glasses"
    menu_order = 240
    items = (
        UnansweredQueryViewSet("search_unanswered"),
        SynonymViewSet("search_synonyms"),
        TrialViewSet("search_trial"),
        DictionaryWordViewSet("search_dictionary"),
        PinnedResultViewSet("search_pins"),
        PopularViewSet("search_popular"),
    )
