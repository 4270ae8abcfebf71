from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalInspectionConfig(AppConfig):
    name = "portal.inspection"
    label = "inspection"
    verbose_name = _("网站自查")

    def ready(self):
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.inspection import services, site, texts
        from portal.inspection.audit_labels import AUDIT_ACTIONS
        from portal.inspection.registry import Check, register_check
        from portal.ops import schedule

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        fact_names = _("站点信息里的名称，如“ICP 备案号”“服务电话”")
        register_check(
            Check("missing_facts", _("备案号、主办单位和联系方式没有填写"), site.missing_facts, items=fact_names),
            Check("empty_columns", _("空白栏目"), site.empty_columns),
            Check("old_channels", _("信息发布渠道久未更新"), site.old_channels, counts_down=True),
            Check("unanswered", _("来信、申请久未办结"), site.unanswered, counts_down=True),
            Check("wrong_words", _("页面中的错误表述"), texts.wrong_words, items=_("错误的词=正确的词"), needs_items=True),
            Check("screened", _("现行审核规则不允许的内容"), texts.screened),
            Check("unlabelled", _("图片、链接、表格缺少无障碍文字"), texts.unlabelled),
            Check("lost_files", _("附件不能下载"), texts.lost_files),
        )
        schedule.every(schedule.A_DAY, services.run_inspection)
