"""The admin screens of editorial records, without a way past the review."""

from collections.abc import Sequence

from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from portal.core.forms import RecordForm


class ReviewedActionsMixin:
    """Leaves saving a draft and submitting; publishing is what an approval does."""

    def get_available_actions(self):
        return [action for action in super().get_available_actions() if action != "publish"]


class ReviewedCreateView(ReviewedActionsMixin, CreateView):
    """Create a record as a draft."""


class ReviewedEditView(ReviewedActionsMixin, EditView):
    """Edit a record's draft, or decide on it; Wagtail makes the view that goes back to an old version of it too."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.view_name == "revisions_revert":
            # Wagtail lets fields of a draft be empty, but stores this one only when it is complete.
            self.saving_as_draft = False

    def get_context_data(self, **kwargs):
        """Let nothing save itself while the record waits for review: the reviewer who has it open would become its last editor."""
        context = super().get_context_data(**kwargs)
        return {**context, "autosave_enabled": context["autosave_enabled"] and not self.object.workflow_in_progress}

    def save_instance(self):
        """Save the form, except for a decision on a text as it stands: a new revision would make the reviewer its last editor."""
        if self.action == "workflow-action" and not self.form.has_changed():
            self.has_content_changes, self.new_revision = False, None
            return self.object
        return super().save_instance()

    def submit_action(self):
        """Submit what has just been saved.

        The workflow's own copy of the record was read before and names the revision that was sent back; approving that one would
        publish nothing.
        """
        self.workflow_state = type(self.object)._default_manager.get(pk=self.object.pk).current_workflow_state
        return super().submit_action()


class HandedInPolicy(ModelPermissionPolicy):
    """Rights on records that people hand in, with what only they can say: nobody adds one in the back office."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


class EditorialViewSet(SnippetViewSet):
    """Base of the viewsets of all editorial records.

    ``layout`` is the form from top to bottom: a tuple is a heading with the names of the fields below it, a string a field by itself,
    anything else a Wagtail panel. Slug and publishing schedule follow. ``form_class_of_record`` is a form other than the model's.
    ``handed_in`` says that such records come from people alone.
    """

    add_view_class = ReviewedCreateView
    edit_view_class = ReviewedEditView
    list_per_page = 50
    copy_view_enabled = False
    layout: Sequence[tuple[str, ...] | str | Panel] = ()
    form_class_of_record: type[RecordForm] | None = None
    handed_in = False

    @property
    def permission_policy(self):
        """Who may do what (Wagtail's name)."""
        return HandedInPolicy(self.model) if self.handed_in else super().permission_policy

    @property
    def edit_handler(self) -> ObjectList:
        """The form's panels (Wagtail's name)."""
        with_slug = any(field.name == "slug" for field in self.model._meta.concrete_fields)
        names = (*self.layout, "slug") if with_slug else self.layout
        return ObjectList([*map(_panel, names), PublishingPanel()], base_form_class=self.form_class_of_record)

    def get_queryset(self, request):
        """Return the rows of the list with the records that its columns name (Wagtail's name)."""
        named = {field.name for field in self.model._meta.concrete_fields if field.is_relation} & set(self.list_display)
        rows = self.model._default_manager.all()
        return rows.select_related(*named) if named else rows


def _panel(item: tuple[str, ...] | str | Panel) -> Panel:
    if isinstance(item, str):
        return FieldPanel(item)
    if isinstance(item, tuple):
        heading, *names = item
        return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)
    return item
