"""Import and export of tables in the admin: choose a kind, send a file, look at what it would do, confirm."""

import base64
import binascii
from io import BytesIO

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.sheets import writing
from portal.sheets.errors import SheetError
from portal.sheets.exports import CONTENT_TYPE, download
from portal.sheets.importing import CHANGE, CREATE, UNCHANGED, Plan, apply_import, plan_import
from portal.sheets.reading import MAX_ROWS, read_sheet
from portal.sheets.registry import resources

# The file travels with the confirmation, as text, and must fit into DATA_UPLOAD_MAX_MEMORY_SIZE.
MAX_UPLOAD_BYTES = 3 * 1024 * 1024
_MAX_UPLOAD_MB = MAX_UPLOAD_BYTES // 1024 // 1024
CONFIRM_WITHIN_SECONDS = 24 * 60 * 60
SHOWN_ERRORS = 200
SHOWN_ROWS = 300
TITLE = gettext_lazy("导入导出")
ICON = "table"


class UploadForm(forms.Form):
    """The file of an import."""

    file = forms.FileField(
        label=gettext_lazy("XLSX 文件"),
        help_text=format_lazy(gettext_lazy("不超过 {size} MB、{rows} 行。"), size=_MAX_UPLOAD_MB, rows=MAX_ROWS),
        error_messages={
            "required": gettext_lazy("请选择要导入的 XLSX 文件。"),
            "empty": gettext_lazy("文件是空的。请选择填好的 XLSX 表格。"),
        },
        widget=forms.FileInput(attrs={"accept": f".xlsx,{CONTENT_TYPE}"}),
    )

    def clean_file(self):
        """Refuse what is too large for the confirmation step."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("文件超过 %(limit)d MB。请分成几个文件导入，或请管理员在服务器上用命令导入。") % {"limit": _MAX_UPLOAD_MB}
            )
        return file


def offered(user) -> list:
    """Return the resources that a user may import or export."""
    return [found for found in resources().values() if found.may_import(user) or found.may_export(user)]


class SpreadsheetMixin(WagtailAdminTemplateMixin):
    """One kind of thing, named in the address, for a user who may do what the view does."""

    header_icon = ICON
    page_title = TITLE

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.resource_class = resources().get(kwargs["kind"])

    def dispatch(self, request, *args, **kwargs):
        if self.resource_class is None:
            raise Http404
        if not self.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def allowed(self, user) -> bool:
        """Return whether the user may do this."""
        return self.resource_class.may_import(user)

    def get_page_title(self):
        return _("导入“%(title)s”") % {"title": self.resource_class.title}

    def get_breadcrumbs_items(self):
        index = {"url": reverse("spreadsheets"), "label": TITLE}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.get_page_title()}]


class SpreadsheetIndexView(WagtailAdminTemplateMixin, TemplateView):
    """All kinds that the user may import or export."""

    template_name = "sheets/index.html"
    page_title = TITLE
    header_icon = ICON

    def get(self, request, *args, **kwargs):
        self.resources = offered(request.user)
        if not self.resources:
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        kinds = [
            {"kind": found.kind, "title": found.title, "may_import": found.may_import(user), "may_export": found.may_export(user)}
            for found in self.resources
        ]
        return super().get_context_data(kinds=sorted(kinds, key=lambda kind: kind["kind"]), **kwargs)


class ImportView(SpreadsheetMixin, TemplateView):
    """Send a file; see what it would do; confirm. The file comes back signed with the confirmation, so nothing is kept in between."""

    template_name = "sheets/import.html"

    def post(self, request, *args, **kwargs):
        if "payload" in request.POST:
            return self._second_step(request)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._preview(form.cleaned_data["file"].read(), form)

    def _second_step(self, request):
        try:
            content = self._content(request.POST["payload"])
            plan = self._plan(content)
            if "errors" in request.POST:
                return download(writing.error_list(plan), _("%(title)s-导入错误") % {"title": self.resource_class.title})
            if plan.errors:
                return self._preview(content, UploadForm())
            apply_import(plan)
        except SheetError as error:
            messages.error(request, str(error))
            return redirect("spreadsheets_import", self.resource_class.kind)
        messages.success(request, self._done(plan))
        return redirect("spreadsheets")

    def _done(self, plan: Plan) -> str:
        text = _("导入完成：新建 %(create)d 条，修改 %(change)d 条，不变 %(unchanged)d 条。") % plan.counts
        return text + _("内容已存为草稿并提交审核。") if plan.writes and self.resource_class.reviewed else text

    def _plan(self, content: bytes) -> Plan:
        return plan_import(self.resource_class(self.request.user), read_sheet(BytesIO(content)))

    def _preview(self, content: bytes, form: UploadForm):
        try:
            plan = self._plan(content)
        except SheetError as error:
            form.add_error("file", str(error))
            return self.render_to_response(self.get_context_data(form=form))
        return self.render_to_response(self.get_context_data(form=UploadForm(), plan=plan, payload=self._payload(content), **_shown(plan)))

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(salt=f"spreadsheets:{self.resource_class.kind}:{self.request.user.pk}")

    def _payload(self, content: bytes) -> str:
        return self._signer().sign(base64.urlsafe_b64encode(content).decode())

    def _content(self, payload: str) -> bytes:
        try:
            return base64.urlsafe_b64decode(self._signer().unsign(payload, max_age=CONFIRM_WITHIN_SECONDS))
        except (BadSignature, binascii.Error, ValueError) as error:
            raise SheetError(_("等待确认的文件已过期，没有保存任何内容。请重新选择文件。")) from error

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", UploadForm())
        found = self.resource_class
        return super().get_context_data(
            **{**kwargs, "kind": found.kind, "reviewed": found.reviewed, "may_export": found.may_export(self.request.user)}
        )


class TemplateFileView(SpreadsheetMixin, View):
    """An empty table with headings, an example and instructions."""

    def get(self, request, *args, **kwargs):
        title = _("%(title)s-导入模板") % {"title": self.resource_class.title}
        return download(writing.template(self.resource_class(request.user)), title)


class ExportView(SpreadsheetMixin, View):
    """All that the user may see, drafts included."""

    def allowed(self, user):
        return self.resource_class.may_export(user)

    def get(self, request, *args, **kwargs):
        return download(writing.export(self.resource_class(request.user)), f"{self.resource_class.title}-{localdate():%Y%m%d}")


def _shown(plan: Plan) -> dict:
    rows = [row for row in plan.rows if row.action != UNCHANGED]
    labels = {CREATE: _("新建"), CHANGE: _("修改")}
    return {
        "counts": plan.counts,
        "shown_rows": [{"row": row, "label": labels[row.action], "changed": "、".join(row.headings)} for row in rows[:SHOWN_ROWS]],
        "more_rows": max(len(rows) - SHOWN_ROWS, 0),
        "shown_errors": plan.errors[:SHOWN_ERRORS],
        "more_errors": max(len(plan.errors) - SHOWN_ERRORS, 0),
    }
