"""How deeds about places are called where people read them; the log's object says which kind of place."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "enrolment.enrolled": _("报名"),
    "enrolment.waiting": _("报名候补"),
    "enrolment.moved_up": _("候补转为报名"),
    "enrolment.offered": _("通知候补确认名额"),
    "enrolment.accepted": _("候补确认名额"),
    "enrolment.offer_expired": _("候补未按时确认"),
    "enrolment.given_back": _("取消报名"),
    "enrolment.closed": _("停止报名"),
    # As the talent pages wrote it before places had a room.
    "talent.practice.taken": _("报名实训"),
    "talent.practice.given_back": _("取消实训报名"),
}
