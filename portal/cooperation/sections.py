"""The section of calls for joint training."""

from django.utils.translation import gettext_lazy as _

from portal.cooperation.models import Call
from portal.cooperation.views.calls import CallDetail
from portal.web.sections import SearchKind, Section, register_section

# R-TRAIN-3
CALLS = register_section(
    Section(
        Call,
        _("政校企合作培训"),
        "/training/cooperation/",
        description=_("政府、院校、企业一起办培训：正在招募的项目和已经参加的单位，可以在线报名。"),
        sorts={"newest": (_("最近发布"), ("-first_published_at", "-pk")), "name": (_("按名称"), ("name", "pk"))},
        rows_template="components/record-list/calls.html",
        list_name="calls",
        detail_view=CallDetail,
        feed="training-cooperation",
        search=SearchKind("cooperation", _("合作培训"), body=("introduction",), keywords=("sides",)),
        order=363,
    )
)
