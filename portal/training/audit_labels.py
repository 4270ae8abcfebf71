"""How deeds about attendance and certificates are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "training.attended": _("登记培训签到"),
    "training.attendance_removed": _("取消培训签到"),
    "training.assessed": _("登记培训考核"),
    "training.sampled": _("抽取电话抽查名单"),
    "training.called": _("登记抽查电话"),
    "training.certified": _("颁发结业证书"),
    "training.certificate_revoked": _("撤销结业证书"),
}
