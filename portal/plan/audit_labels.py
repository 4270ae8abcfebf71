"""How deeds with the plan are called where people read them; moves of tasks are named by their states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "plan.task_due": _("调整任务期限"),
    "plan.task_evidence": _("添加任务佐证"),
    "plan.fortnight_written": _("填写双周计划"),
    "plan.fortnight_commented": _("批注双周计划"),
    "plan.checked": _("督办"),
    "plan.check_answered": _("反馈督办"),
    **{
        f"plan.{kind}_{deed}": words
        for kind, deeds in {
            "department": (_("新增部门"), _("修改部门"), _("删除部门")),
            "phase": (_("新增阶段和任务"), _("修改阶段和任务"), _("删除阶段和任务")),
            "duty": (_("新增值班"), _("修改值班"), _("删除值班")),
            "budgetline": (_("新增预算项目"), _("修改预算项目"), _("删除预算项目")),
            "budgetuse": (_("登记预算使用"), _("修改预算使用"), _("删除预算使用")),
        }.items()
        for deed, words in zip(("added", "changed", "deleted"), deeds, strict=True)
    },
}
