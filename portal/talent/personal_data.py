"""What the talent pages hold about a person, and how it ends (PIPL art. 44-47)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.own_data import Part, contribute, exempt
from portal.enrolment.personal_data import contribute_enrolments
from portal.talent.models import Application, PracticePlace, Recommendation, RelayMessage, Resume, SavedSearch, WantedNotice
from portal.talent.services import notices
from portal.talent.services.resumes import delete_resume


def _day(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _resume(user) -> list[dict]:
    rows = Resume.objects.filter(user=user).select_related("town", "file")
    return [{**dict(row.facts()), str(_("简历文件")): row.file.name if row.file else ""} for row in rows]


def _applications(user) -> list[dict]:
    return [
        {
            str(_("职位")): str(row.job),
            str(_("用人单位")): row.job.employer_name,
            str(_("状态")): row.get_state_display(),
            str(_("投递时间")): _day(row.sent_at),
            str(_("单位的答复")): row.answer,
            str(_("随附的简历")): "；".join(f"{label}：{value}" for label, value in row.facts()),
        }
        for row in Application.objects.filter(user=user).select_related("job__enterprise")
    ]


def _notices(user) -> list[dict]:
    return [
        {str(_("求职信息")): row.title, str(_("介绍")): row.introduction, str(_("有效期至")): str(row.valid_until)}
        for row in WantedNotice.objects.filter(user=user)
    ]


def _relayed(user) -> list[dict]:
    rows = RelayMessage.objects.filter(notice__user=user).select_related("enterprise")
    return [{str(_("企业")): str(row.enterprise), str(_("留言")): row.text, str(_("时间")): _day(row.created_at)} for row in rows]


def _recommended(user) -> list[dict]:
    return [{str(_("推荐")): row.title, str(_("推荐理由")): row.reason} for row in Recommendation.objects.filter(user=user)]


def _searches(user) -> list[dict]:
    return [{str(_("订阅条件")): str(row), str(_("频率")): row.get_every_display()} for row in SavedSearch.objects.filter(user=user)]


def _forget_applications(user) -> None:
    delete_resume(user)
    Application.objects.filter(user=user).delete()


def _forget_published(model):
    def forget(user) -> None:
        for row in model.objects.filter(user=user):
            row.revisions.all().delete()
            row.delete()

    return forget


def _forget_rows(model):
    def forget(user) -> None:
        model.objects.filter(user=user).delete()

    return forget


def register() -> None:
    """Contribute all parts; called when the app is ready."""
    contribute(Part("resume", _("简历"), _resume, delete_resume), "talent.Resume")
    contribute(Part("applications", _("应聘"), _applications, _forget_applications), "talent.Application")
    contribute(Part("wanted", _("求职信息"), _notices, _forget_published(WantedNotice)), "talent.WantedNotice")
    contribute(Part("relayed", _("单位给我的留言"), _relayed, _forget_relayed), "talent.RelayMessage")
    contribute(Part("recommended", _("人才推荐"), _recommended, _forget_published(Recommendation)), "talent.Recommendation")
    contribute_enrolments(PracticePlace, "practice")
    contribute(Part("job_searches", _("职位订阅"), _searches, _forget_rows(SavedSearch)), "talent.SavedSearch")
    for label in ("talent.Job", "talent.PracticeOffer"):
        exempt(label, _("企业发布的内容，经办人只是代表企业操作"))


def _forget_relayed(user) -> None:
    RelayMessage.objects.filter(sender=user).update(sender=None)
    for notice in WantedNotice.objects.visible().filter(user=user):
        notices.hide_notice(notice, user)
