"""The admin screens of selections and nominations."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.moderation.viewsets import EditorialViewSet
from portal.selections.models import Nomination, Selection


class SelectionViewSet(EditorialViewSet):
    """Selections; counting and the result are a button of each row."""

    model = Selection
    icon = "pick"
    list_display = ["name", "vote_from", "vote_until", "live", "has_unpublished_changes"]
    list_filter = ["live"]
    search_fields = ["name", "summary"]
    layout = (
        (_("评选"), "name", "summary", "introduction", "rules", "categories"),
        (_("时间"), "nominate_from", "nominate_until", "vote_from", "vote_until"),
        (_("计分"), "public_weight"),
    )


class NominationViewSet(EditorialViewSet):
    """Nominations, as people have handed them in."""

    model = Nomination
    icon = "user"
    list_display = ["name", "selection", "kind", "category", "live", "has_unpublished_changes"]
    list_filter = ["selection", "kind", "live"]
    handed_in = True
    search_fields = ["name", "reason"]
    layout = ((_("提名"), "kind", "name", "category", "enterprise", "reason"),)


class SelectionGroup(SnippetViewSetGroup):
    """Menu entry of selections."""

    menu_label = _("评选")
    menu_icon = "pick"
    menu_order = 224
    items = (SelectionViewSet, NominationViewSet)
