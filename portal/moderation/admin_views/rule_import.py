"""A county's own list of terms, from a TXT or CSV file, into one group."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from portal.core import audit
from portal.moderation.admin_views.base import ModerationView
from portal.moderation.effects import DAYS, effect_of
from portal.moderation.models.rules import TermGroup
from portal.moderation.rule_lines import check_terms, joined, terms_of_file
from portal.moderation.screening.shipped import lines

MAY_IMPORT = "moderation.change_termgroup"
MAX_BYTES = 2 * 1024 * 1024
_MOST_PROBLEMS = 50
_SALT = "moderation.rule_import"


class ImportForm(forms.Form):
    """Which group, and the file."""

    group = forms.ModelChoiceField(label=gettext_lazy("词条组"), queryset=TermGroup.objects.all())
    file = forms.FileField(label=gettext_lazy("文件"), help_text=gettext_lazy("TXT 或 CSV，不超过 2 MB。"))

    def clean_file(self):
        """Return the terms of the file.

        Raises:
            ValidationError: it is too large or no text.
        """
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("文件超过 2 MB。"))
        try:
            return terms_of_file(file.name, file.read())
        except ValueError as error:
            raise ValidationError(str(error)) from error


class RuleImportView(ModerationView):
    """Check a list line by line, show what it would have hit, and add it when that is confirmed; nothing is saved before."""

    template_name = "moderation/admin/rule_import.html"
    page_title = gettext_lazy("导入词条")
    permission = MAY_IMPORT
    header_icon = "upload"

    def get_context_data(self, **kwargs):
        return {"form": ImportForm(), **super().get_context_data(**kwargs), "effect_days": DAYS}

    def post(self, request, **kwargs):
        """Check an upload, or save what was checked and confirmed."""
        if "confirmed" in request.POST:
            return self._save(request)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        group, text = form.cleaned_data["group"], form.cleaned_data["file"]
        problems = check_terms(text, uploaded=True)[:_MOST_PROBLEMS]
        group.terms, added = joined(group.terms, text)
        if not problems and not added:
            problems = [_("文件里没有新的词条。")]
        if problems:
            return self.render_to_response(self.get_context_data(form=form, problems=problems))
        terms = signing.dumps({"group": group.pk, "terms": lines(text)}, salt=_SALT, compress=True)
        return self.render_to_response(self.get_context_data(group=group, added=added, effect=effect_of(group), terms=terms))

    def _save(self, request):
        try:
            checked = signing.loads(request.POST["confirmed"], salt=_SALT, max_age=3600)
        except signing.BadSignature:
            messages.error(request, _("确认已过期，请重新上传。"))
            return redirect("moderation_rule_import")
        with transaction.atomic():
            group = TermGroup.objects.select_for_update().get(pk=checked["group"])
            group.terms, added = joined(group.terms, "\n".join(checked["terms"]))
            group.save()
            revision = group.save_revision(user=request.user)
            log(instance=group, action="wagtail.edit", user=request.user, revision=revision, content_changed=True)
            audit.record("moderation.rule", group, actor=request.user, after={"terms": checked["terms"]})
        messages.success(request, _("已向“%(group)s”导入 %(added)s 条。") % {"group": group.name, "added": added})
        return redirect("moderation_rule_import")
