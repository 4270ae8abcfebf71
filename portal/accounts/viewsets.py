"""Staff screens of people."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from portal.accounts.models import User
from portal.core import audit


class _PersonFormMixin:
    """People who signed up have one name and perhaps no e-mail; staff who are told their first password change it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("email", "first_name", "last_name"):
            self.fields[name].required = False


class PersonCreationForm(_PersonFormMixin, UserCreationForm):
    """A new account, mostly staff's."""

    class Meta(UserCreationForm.Meta):
        model = User


class PersonEditForm(_PersonFormMixin, UserEditForm):
    """An account as staff edit it; the phone is not in it, since it is shown by one logged click only."""

    class Meta(UserEditForm.Meta):
        model = User


class PeopleIndexView(IndexView):
    """The list, with masked phones."""

    @property
    def columns(self):
        found = list(super().columns)
        found.insert(3, Column("masked_phone", label=_("手机号码"), width="12%"))
        return found


class _PasswordByStaffMixin:
    """A password that staff have set for somebody else is a first password: its holder changes it (GB/T 22239)."""

    def save_instance(self):
        person = super().save_instance()
        if self.form.cleaned_data.get("password1") and person.pk != self.request.user.pk:
            person.must_change_password = True
            person.save(update_fields=["must_change_password"])
            audit.record("accounts.password_set_by_staff", person, actor=self.request.user)
        return person


class PersonCreateView(_PasswordByStaffMixin, CreateView):
    """Creates an account."""


class PersonEditView(_PasswordByStaffMixin, EditView):
    """Edits an account."""


class PeopleViewSet(UserViewSet):
    """Wagtail's users with phones masked."""

    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    edit_template_name = "accounts/admin/person.html"

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
