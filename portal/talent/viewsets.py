"""The admin screens of posts, notices, bases and recommended people; applications and résumés have none."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.moderation.viewsets import EditorialViewSet
from portal.talent.forms.staff import RecommendationStaffForm, StaffJobForm
from portal.talent.models import Job, PracticeOffer, Recommendation, TrainingBase, WantedNotice


class JobViewSet(EditorialViewSet):
    """Job posts by state."""

    model = Job
    icon = "tag"
    list_display = ["title", "enterprise", "state", "valid_until", "live", "has_unpublished_changes"]
    list_filter = ["state", "job_class", "town", "live"]
    search_fields = ["title", "duties"]
    form_class_of_record = StaffJobForm
    layout = (
        (_("单位或来源"), "enterprise", "source_name", "source_url", "employer_profile", "no_fees"),
        (_("职位"), "title", "job_class", "job_type", "headcount", "duties", "requirements", "education", "experience"),
        (_("地点与期限"), "town", "workplace", "valid_until"),
        (_("报酬"), "pay_min", "pay_max", "pay_unit", "pay_note"),
    )


class WantedViewSet(EditorialViewSet):
    """Job-wanted notices, without names and phones."""

    model = WantedNotice
    icon = "user"
    list_display = ["title", "job_class", "town", "valid_until", "live", "has_unpublished_changes"]
    list_filter = ["job_class", "town", "live"]
    search_fields = ["title", "introduction"]
    layout = ((_("求职信息"), "title", "job_class", "job_type", "town", "pay_from", "education", "experience", "introduction"),)


class RecommendationViewSet(EditorialViewSet):
    """Recommended people; shown once they have agreed."""

    model = Recommendation
    icon = "pick"
    list_display = ["title", "job_class", "town", "live", "has_unpublished_changes"]
    list_filter = ["job_class", "town", "live"]
    search_fields = ["title", "introduction"]
    form_class_of_record = RecommendationStaffForm
    layout = ((_("推荐"), "user", "title", "reason", "job_class", "town", "education", "experience", "introduction"),)


class BaseViewSet(EditorialViewSet):
    """Training and practice bases."""

    model = TrainingBase
    icon = "site"
    list_display = ["name", "town", "capacity", "live", "has_unpublished_changes"]
    list_filter = ["town", "live"]
    search_fields = ["name", "introduction"]
    layout = (
        (_("基地"), "name", "summary", "introduction", "subjects", "capacity"),
        (_("位置与联系"), "enterprise", "town", "address", "phone"),
    )


class PracticeViewSet(EditorialViewSet):
    """Practice places that enterprises offer."""

    model = PracticeOffer
    icon = "calendar"
    list_display = ["title", "enterprise", "quota", "apply_until", "live", "has_unpublished_changes"]
    list_filter = ["live"]
    search_fields = ["title", "content"]
    layout = (
        (_("岗位"), "enterprise", "base", "title", "content", "audience", "workplace", "quota"),
        (_("日期"), "starts_on", "ends_on", "apply_until"),
    )


class TalentGroup(SnippetViewSetGroup):
    """Menu entry of the talent pages."""

    menu_label = _("人才就业")
    menu_icon = "user"
    menu_order = 230
    items = (JobViewSet, WantedViewSet, RecommendationViewSet, BaseViewSet, PracticeViewSet)
