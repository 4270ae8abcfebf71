from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalMyConfig(AppConfig):
    name = "portal.my"
    label = "my"
    verbose_name = _("群众参与")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.my.once import prune
        from portal.ops import schedule

        exempt("my.SubmissionKey", _("提交表单时的临时编号，只存一天，不含填写的内容"))
        schedule.every(schedule.A_DAY, prune)
