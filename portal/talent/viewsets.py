"""The admin screens of posts, notices, bases and recommended people; applications and résumés have none."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.forms import RecordForm
from portal.moderation.viewsets import EditorialViewSet, editorial_panels
from portal.talent.forms.staff import RecommendationStaffForm, StaffJobForm
from portal.talent.models import Job, PracticeOffer, Recommendation, TrainingBase, WantedNotice


def _panels(**groups) -> list:
    """Return the panels of a record without a slug: groups of field names by heading."""
    shown = [MultiFieldPanel([FieldPanel(name) for name in names], heading=heading) for heading, names in groups.values()]
    return [*shown, PublishingPanel()]


def _edit_handler(form: type[RecordForm], **groups) -> ObjectList:
    """Return the same with a form of its own."""
    return ObjectList(_panels(**groups), base_form_class=form)


class JobViewSet(EditorialViewSet):
    """Job posts by state."""

    model = Job
    icon = "tag"
    menu_label = _("招聘职位")
    list_display = ["title", "enterprise", "state", "valid_until", "live", "has_unpublished_changes"]
    list_filter = ["state", "job_class", "town", "live"]
    search_fields = ["title", "duties"]
    edit_handler = _edit_handler(
        StaffJobForm,
        employer=(_("单位或来源"), ("enterprise", "source_name", "source_url", "employer_profile", "no_fees")),
        job=(_("职位"), ("title", "job_class", "job_type", "headcount", "duties", "requirements", "education", "experience")),
        place=(_("地点与期限"), ("town", "workplace", "valid_until")),
        pay=(_("报酬"), ("pay_min", "pay_max", "pay_unit", "pay_note")),
    )


class WantedViewSet(EditorialViewSet):
    """Job-wanted notices, without names and phones."""

    model = WantedNotice
    icon = "user"
    menu_label = _("求职信息")
    list_display = ["title", "job_class", "town", "valid_until", "live", "has_unpublished_changes"]
    list_filter = ["job_class", "town", "live"]
    search_fields = ["title", "introduction"]
    panels = _panels(
        text=(_("求职信息"), ("title", "job_class", "job_type", "town", "pay_from", "education", "experience", "introduction"))
    )


class RecommendationViewSet(EditorialViewSet):
    """Recommended people; shown once they have agreed."""

    model = Recommendation
    icon = "pick"
    menu_label = _("推荐人才")
    list_display = ["title", "job_class", "town", "live", "has_unpublished_changes"]
    list_filter = ["job_class", "town", "live"]
    search_fields = ["title", "introduction"]
    edit_handler = _edit_handler(
        RecommendationStaffForm,
        text=(_("推荐"), ("user", "title", "reason", "job_class", "town", "education", "experience", "introduction")),
    )


class BaseViewSet(EditorialViewSet):
    """Training and practice bases."""

    model = TrainingBase
    icon = "site"
    menu_label = _("实训基地")
    list_display = ["name", "town", "capacity", "live", "has_unpublished_changes"]
    list_filter = ["town", "live"]
    search_fields = ["name", "introduction"]
    panels = editorial_panels(
        MultiFieldPanel([FieldPanel(name) for name in ("name", "summary", "introduction", "subjects", "capacity")], heading=_("基地")),
        MultiFieldPanel([FieldPanel(name) for name in ("enterprise", "town", "address", "phone")], heading=_("位置与联系")),
    )


class PracticeViewSet(EditorialViewSet):
    """Practice places that enterprises offer."""

    model = PracticeOffer
    icon = "calendar"
    menu_label = _("实训岗位")
    list_display = ["title", "enterprise", "quota", "apply_until", "live", "has_unpublished_changes"]
    list_filter = ["live"]
    search_fields = ["title", "content"]
    panels = _panels(
        job=(_("岗位"), ("enterprise", "base", "title", "content", "audience", "workplace", "quota")),
        dates=(_("日期"), ("starts_on", "ends_on", "apply_until")),
    )


class TalentGroup(SnippetViewSetGroup):
    """Menu entry of the talent pages."""

    menu_label = _("人才就业")
    menu_icon = "group"
    menu_order = 230
    items = (JobViewSet, WantedViewSet, RecommendationViewSet, BaseViewSet, PracticeViewSet)
