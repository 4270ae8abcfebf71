"""What everybody sees of jobs, people who look for work, recommended people, bases and practice places, beside what every section shows."""

from django.utils.translation import gettext_lazy as _

from portal.enrolment.services import own_place
from portal.talent.guides import guides
from portal.talent.models import Application, PracticeOffer, TalentSettings
from portal.talent.policies import takes_posts
from portal.talent.services.applications import answer_rate
from portal.web.meta import Crumb
from portal.web.structured_data import thing
from portal.web.views import RecordDetailView, RecordListView, visitor


class JobList(RecordListView):
    """The list of jobs; links to the county's HR site where the centre takes no posts (domain.md §7)."""

    def extra_context(self, listing):
        return {"licence_number": TalentSettings.current().licence_number, "guides": guides()}

    def get(self, request):
        """Show the list, or the links."""
        return super().get(request) if takes_posts() else self.links(request)

    def links(self, request):
        """Show where the county's jobs are posted."""
        self.template_name = "pages/talent/job_links.html"
        crumbs = [Crumb(self.section_title, self.section_url)]
        lead = _("本中心不受理招聘信息，请到县人社部门的招聘网站查看和发布。")
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(lead),
            crumbs=crumbs,
            links=TalentSettings.current(),
            guides=guides(),
            structured_data=[thing("ItemList", numberOfItems=0)],
        )


def _own(applications, request) -> Application | None:
    """Return the standing application of whoever looks."""
    user = visitor(request)
    return applications.standing().filter(user=user).first() if user else None


class JobDetail(RecordDetailView):
    """One job."""

    def record_context(self, request, record):
        return {
            "licence_number": TalentSettings.current().licence_number,
            "rate": answer_rate(record.enterprise_id) if record.enterprise_id else None,
            "application": _own(Application.objects.filter(job=record.pk), request),
        }


class BaseList(RecordListView):
    """The list of bases, and the practice places on offer."""

    def extra_context(self, listing):
        return {"offers": list(PracticeOffer.objects.visible().for_cards()[:20])}


class BaseDetail(RecordDetailView):
    """One base with its practice places."""

    def record_context(self, request, record):
        return {"offers": list(record.practice_offers.visible().for_cards()) if record.pk else []}


class PracticeDetail(RecordDetailView):
    """Practice places on offer."""

    def record_context(self, request, record):
        return {"place": own_place(record, visitor(request))}
