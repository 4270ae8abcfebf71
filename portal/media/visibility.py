"""Who may have an uploaded picture or document: everybody once something on the site shows it, before and after that its owner and staff.

What shows what is known from Wagtail's reference index, which has the references of things as they are on the site; those of drafts and
of edits that wait for review lie in revisions, which it does not read. Settings of the site, which it leaves out, are asked themselves. See
docs/adr/0010-files-are-public-while-something-shows-them.md.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.contrib.settings.registry import registry
from wagtail.models import ReferenceIndex

from portal.core.cache import shared


def is_public(thing: Model) -> bool:
    """Return whether everybody may have a picture or document: something that is on the site shows it (R-MOD-10)."""
    return thing.pk in shown_keys(type(thing))


def shown_keys(model: type[Model]) -> frozenset[int]:
    """Return the keys of the pictures or documents that everybody may have, from the shared cache."""
    return shared(f"media:shown:{model._meta.label_lower}", lambda: _shown(model))


def may_have(user, thing: Model) -> bool:
    """Return whether ``user`` may have a picture or document that is not public: who sent it, and who works in the back office."""
    if not user.is_authenticated:
        return False
    return thing.uploaded_by_user_id == user.pk or user.has_perm("wagtailadmin.access_admin")


def _shown(model: type[Model]) -> frozenset[int]:
    """Return the keys of the rows of ``model`` that something on the site shows."""
    content_type = ContentType.objects.get_for_model(model)
    references = ReferenceIndex.objects.filter(to_content_type=content_type)
    found = _in_settings(model)
    for shower_type in references.order_by().values_list("base_content_type", flat=True).distinct():
        on_site = _keys_on_site(ContentType.objects.get_for_id(shower_type).model_class())
        rows = references.filter(base_content_type=shower_type).values_list("to_object_id", "object_id")
        found.update(int(shown) for shown, key in rows if key in on_site)
    return frozenset(found)


def _keys_on_site(shower: type[Model] | None) -> set[str]:
    """Return the keys of what is on the site, as the index writes them; none of a kind that is never on it by itself."""
    if shower is None or not any(field.name == "live" for field in shower._meta.fields):
        return set()
    return {str(key) for key in shower._default_manager.filter(live=True).values_list("pk", flat=True)}


def _in_settings(model: type[Model]) -> set[int]:
    """Return the keys of what settings of the site point to, such as its logo; a setting with ``staff_only`` shows nothing."""
    public = [setting for setting in registry if not getattr(setting, "staff_only", False)]
    fields = [(setting, field) for setting in public for field in setting._meta.fields if field.related_model is model]
    return {key for setting, field in fields for key in setting.objects.exclude(**{field.name: None}).values_list(field.name, flat=True)}
