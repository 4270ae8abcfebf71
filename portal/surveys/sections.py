"""The section of questionnaires."""

from django.utils.translation import gettext_lazy as _

from portal.surveys.models import Survey
from portal.surveys.views import SurveyDetail
from portal.web.sections import SearchKind, Section, register_section

# R-SUP-3
SURVEYS = register_section(
    Section(
        Survey,
        _("问卷调查"),
        "/surveys/",
        description=_("中心的服务问卷：不记名，半分钟填完；结束后公布结果和我们的改进。"),
        sorts={"latest": (_("最近的问卷"), ("-closes_on", "-pk")), "name": (_("按名称"), ("name", "pk"))},
        rows_template="components/record-list/surveys.html",
        detail_view=SurveyDetail,
        feed="surveys",
        search=SearchKind("survey", _("问卷"), body=("introduction", "conclusion")),
        order=340,
    )
)
