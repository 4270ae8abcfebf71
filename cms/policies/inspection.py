"""Policies and their interpretations, which lead to one another (R-SUP-4, R-POL-3; 国办发〔2017〕47号: 解读与文件相互关联)."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.pages import ArticlePage
from cms.policies.choices import Status, Subject
from cms.policies.models import PolicyPage
from portal.inspection.models import Rule
from portal.inspection.registry import Seen
from portal.policy_calls.choices import Level


def policies_without_interpretation(rule: Rule) -> Iterator[Seen]:
    """Yield the policies of the levels that the rule names, or of all, that are in force and lead to no interpretation on the site.

    Tenders and texts that are interpretations themselves need none.
    """
    ours = PolicyPage.objects.live().filter(status=Status.VALID).exclude(subject=Subject.TENDER)
    if rule.lines:
        levels = {str(level.label): level for level in Level}
        # A line that is no level is an error of the rule, which its screen shows.
        ours = ours.filter(level__in=[levels[line] for line in rule.lines])
    alone = ours.filter(Q(interpretation=None) | Q(interpretation__live=False)).exclude(Exists(_linked()))
    for pk, title in alone.order_by("pk").values_list("pk", "title").iterator():
        yield Seen.of(PolicyPage, pk, title, _("没有关联解读"))


def interpretations_without_policy(rule: Rule) -> Iterator[Seen]:
    """Yield the articles whose title has a word of the rule in it, such as 解读, and to which no policy on the site leads."""
    said = Q()
    for word in rule.lines:
        said |= Q(title__contains=word)
    alone = Page.objects.live().type(ArticlePage).filter(said).exclude(Exists(_linked()))
    for pk, title in alone.order_by("pk").values_list("pk", "title").iterator():
        yield Seen.of(Page, pk, title, _("没有政策文件关联这篇解读"))


def _linked():
    return PolicyPage.objects.live().filter(interpretation=OuterRef("pk"))
