from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsPoliciesConfig(AppConfig):
    name = "cms.policies"
    label = "policies"
    verbose_name = _("政策")

    def ready(self):
        from cms.policies.inspection import interpretations_without_policy, policies_without_interpretation
        from portal.inspection.registry import Check, register_check

        without = Check(
            "policies_without_interpretation", _("政策文件没有关联解读"), policies_without_interpretation, items=_("层级，如“县级”")
        )
        words = _("解读文章标题里的词，如“解读”")
        register_check(
            without,
            Check(
                "interpretations_without_policy", _("解读没有关联政策文件"), interpretations_without_policy, items=words, needs_items=True
            ),
        )
