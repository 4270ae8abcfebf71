"""What the talent pages hold about a person beyond plain tables, which their models declare (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Part, contribute, exempt
from portal.enrolment.personal_data import contribute_enrolments
from portal.talent.models import PracticePlace, Resume
from portal.talent.services.resumes import delete_resume


def _resume(user) -> list[dict]:
    rows = Resume.objects.filter(user=user).select_related("town", "file")
    return [{**dict(row.facts()), str(_("简历文件")): row.file.name if row.file else ""} for row in rows]


contribute(Part("resume", _("简历"), _resume, delete_resume), "talent.Resume")
contribute_enrolments(PracticePlace, "practice")
for _label in ("talent.Job", "talent.PracticeOffer"):
    exempt(_label, _("企业发布的内容，经办人只是代表企业操作"))
