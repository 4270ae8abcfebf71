"""写新闻: one address that opens the form of an article, ready to type."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.signals import init_new_page

from cms.core.sending import carried_out_once
from cms.news.forms import ImportForm
from cms.news.models import NewsColumnPage, NewsPage
from portal.core.slugs import free_slug
from portal.media.manuscripts import intake
from portal.web.once import FIELD, new_key


def columns_for(user) -> list[NewsColumnPage]:
    """Return the columns in which somebody may write, the one in which he wrote last first."""
    last = NewsPage.objects.filter(owner=user).order_by("-pk").first()
    place = last.path[: -last.steplen] if last is not None else ""
    columns = NewsColumnPage.objects.live().order_by("path")
    allowed = [column for column in columns if column.permissions_for_user(user).can_add_subpage()]
    return sorted(allowed, key=lambda column: column.path != place)


class WriteView(View):
    """Leads to the form of a new article, and after submission back to the first page of the admin."""

    def get(self, request):
        """Open the form.

        Raises:
            PermissionDenied: there is no column in which the user may write.
        """
        columns = columns_for(request.user)
        if not columns:
            raise PermissionDenied
        address = reverse("wagtailadmin_pages:add", args=["news", "newspage", columns[0].pk])
        return redirect(f"{address}?{urlencode({'next': reverse('wagtailadmin_home')})}")


class ImportView(WagtailAdminTemplateMixin, FormView):
    """导入文稿: a document or a text becomes the draft of an article, without scripts; its form comes next."""

    form_class = ImportForm
    template_name = "news/admin/import.html"
    page_title = _("导入文稿")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        """Answer those who may write in a column.

        Raises:
            PermissionDenied: there is none.
        """
        self.columns = columns_for(request.user)
        if not self.columns:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "columns": self.columns}

    def get_context_data(self, **kwargs):
        key = self.request.POST.get(FIELD) or new_key()
        return {**super().get_context_data(**kwargs), "once_key": key}

    def form_valid(self, form):
        """Keep the draft and open it."""
        try:
            manuscript = form.read(self.request.user)
        except ValidationError as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", error)
            return self.form_invalid(form)
        title = form.cleaned_data["title"] or manuscript.title
        if not title:
            form.add_error("title", ValidationError(_("文稿里没有标题，请填写。"), code="required"))
            return self.form_invalid(form)
        return carried_out_once(self.request, lambda: self._keep(form, title, manuscript), _open)

    def _keep(self, form, title: str, manuscript: intake.Manuscript):
        column = form.cleaned_data["column"]
        page = NewsPage(title=title, owner=self.request.user, live=False, locale=column.locale)
        init_new_page.send(sender=ImportView, page=page, parent=column)
        page.body = NewsPage._meta.get_field("body").stream_block.to_python(manuscript.blocks)
        page.slug = free_slug(title, set(column.get_children().values_list("slug", flat=True)), "newspage")
        column.add_child(instance=page)
        page.save_revision(user=self.request.user, log_action=True, clean=False)
        for note in manuscript.notes:
            messages.warning(self.request, note)
        return _open(page.pk), page.pk


def _open(pk: int):
    return redirect("wagtailadmin_pages:edit", pk)
