from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalMyConfig(AppConfig):
    name = "portal.my"
    label = "my"
    verbose_name = _("群众参与")

    def ready(self):
        from portal.accounts.personal_data import exempt, personal_data
        from portal.core.writes import unseen
        from portal.my import files, kept, once, signals  # noqa: F401 - receivers
        from portal.ops import schedule

        unseen(*self.get_models())
        exempt("my.SubmissionKey", _("提交表单时的临时编号，只存一天，不含填写的内容"))
        kept_until = (_("保留至"), "expires_at")
        personal_data(_("没有提交成功的表单"), ["path", kept_until], code="kept_forms")(self.get_model("KeptForm"))
        personal_data(_("没有提交成功的文件"), ["path", "name", kept_until], code="kept_files")(self.get_model("KeptFile"))
        schedule.every(schedule.A_DAY, once.prune)
        schedule.every(schedule.A_MINUTE * 10, kept.prune)
        schedule.every(schedule.A_MINUTE * 10, files.prune)
