"""What the talent pages hold about a person beyond plain tables, which their models declare (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, Part, contribute, exempt, personal_data
from portal.enrolment.personal_data import contribute_enrolments
from portal.talent.models import Application, PracticePlace, Resume
from portal.talent.services.applications import forget_applications
from portal.talent.services.resumes import delete_resume


def _resume(user) -> list[dict]:
    rows = Resume.objects.filter(user=user).select_related("town", "file")
    return [{**dict(row.facts()), str(_("简历文件")): row.file.name if row.file else ""} for row in rows]


def _as_sent(application: Application) -> str:
    return "；".join(f"{label}：{value}" for label, value in application.facts())


# Before the résumé, with which the last copies of its file go.
personal_data(
    _("应聘"),
    ["job", (_("用人单位"), "job.employer_name"), "state", "sent_at", "answer", (_("随附的简历"), _as_sent)],
    erase=Erasure(forget_applications),
    code="applications",
    related=("job__enterprise",),
)(Application)
contribute(Part("resume", _("简历"), _resume, delete_resume), "talent.Resume")
contribute_enrolments(PracticePlace, "practice")
for _label in ("talent.Job", "talent.PracticeOffer"):
    exempt(_label, _("企业发布的内容，经办人只是代表企业操作"))
