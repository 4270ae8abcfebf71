"""What people do with texts under review, below the admin's screens; shared by the tests of this folder."""

from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person

BAD = "注册即送彩金，网络赌博平台日赚三千。"
# Absolute words of advertising ask for a second look, not for a block.
DOUBTFUL = "全国第一的好茶，国家级品质。"
GOOD = "新的文字"


def text_field(thing) -> str:
    """Return the name of a text that every kind shows."""
    fields = {field.name for field in thing._meta.get_fields()}
    return next(name for name in ("summary", "introduction", "main_business", "duties", "content") if name in fields)


def saved(thing, text: str, author):
    """Let ``author`` write a text into the newest draft of ``thing``."""
    draft = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
    setattr(draft, text_field(draft), text)
    draft.save_revision(user=author)
    return type(thing).objects.get(pk=thing.pk)


def submitted(kind: str, text: str, author=None):
    """Return something live whose newest draft with ``text`` has been submitted, as the database has it."""
    author = author or person("editor")
    thing = saved(EVERYTHING[kind](), text, author)
    thing.get_workflow().start(thing, author)
    return type(thing).objects.get(pk=thing.pk)


def resubmitted(thing, user):
    """Send what came back to review again, as the editor's button does."""
    thing.current_workflow_state.resume(user)
    return type(thing).objects.get(pk=thing.pk)


def step_of(thing):
    """Return the step that waits now, or None."""
    return type(thing).objects.get(pk=thing.pk).current_workflow_task_state


def public_text(thing) -> str:
    """Return the text that is on the site now."""
    return getattr(type(thing).objects.get(pk=thing.pk), text_field(thing))
