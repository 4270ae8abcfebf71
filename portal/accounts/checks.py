"""System checks of accounts."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

from portal.accounts.personal_data import accounted_for

# Wagtail's lock on a page or record names the member of staff who holds it.
_LOCK = "locked_by"


@register()
def everything_about_a_person_is_accounted_for(app_configs, **kwargs):
    """Find models with a foreign key to the user that neither contribute to a person's own data nor say why not."""
    return [
        Error(
            f"{model._meta.label} refers to the user, but nobody has said whether it is part of a person's own data.",
            hint="Decorate it with portal.accounts.personal_data.personal_data, or call contribute or exempt with its label.",
            obj=model,
            id="accounts.E001",
        )
        for model in apps.get_models()
        if _refers_to_user(model) and not accounted_for(model._meta.label)
    ]


def _refers_to_user(model) -> bool:
    from portal.accounts.models import Membership

    # Multi-table children (page types) inherit their parent's key; memberships are contributed together.
    if model._meta.proxy or issubclass(model, Membership):
        return False
    return any(
        field.is_relation and field.name != _LOCK and field.related_model and field.related_model._meta.label == settings.AUTH_USER_MODEL
        for field in model._meta.local_fields
    )
