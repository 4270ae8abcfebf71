"""Staff forms of media reports and targets."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.core.forms import RecordForm
from portal.targets.models import SavedCopy, Target
from portal.uploads.fields import RecordFileField


class MediaReportForm(RecordForm):
    """A report; a picture or scan of it may be added each time it is saved."""

    upload = RecordFileField(
        label=_("添加截图或扫描件"),
        required=False,
        help_text=_("报纸、电视、微信等没有网页或网页打不开的，上传图片或 PDF。只有工作人员能看到。"),
    )

    def keep_upload(self, report) -> None:
        """Keep the file with the report, once however often the form is saved by itself."""
        if file := self.cleaned_data.get("upload"):
            SavedCopy.keep_with(report, SavedCopy.Kind.UPLOAD, file)


class TargetForm(WagtailAdminModelForm):
    """A target with its milestones, which lie in its days and grow."""

    def clean(self):
        data = super().clean()
        milestones = self.formsets["milestones"]
        # Looked at now: the form would check them after itself only.
        rows = [form.cleaned_data for form in milestones.forms] if milestones.is_valid() else []
        rows = sorted((row["day"], row["total"]) for row in rows if not row.get("DELETE") and row.get("day") and row.get("total"))
        if rows and data.get("every") not in {None, Target.Every.ONCE}:
            raise ValidationError(_("每年、每季度、每月的指标不分节点：每一期的末尾就是节点。"))
        starts, ends, total = data.get("starts_on"), data.get("ends_on"), data.get("total")
        if rows and starts and ends and total:
            days, totals = [starts, *(row[0] for row in rows), ends], [0, *(row[1] for row in rows), total]
            if sorted(set(days)) != days or sorted(set(totals)) != totals:
                raise ValidationError(_("节点要在开始日期之后、结束日期之前，一个比一个晚，数目一个比一个大，都小于目标数。"))
        return data
