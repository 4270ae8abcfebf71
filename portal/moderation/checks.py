"""System check: nothing publishable stands outside the moderation."""

from django.core.checks import Error, register
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page

from portal.moderation.mixins import Moderated
from portal.moderation.registry import registrations


def publishable_models() -> list[type]:
    """Return every concrete model of the project that has drafts and can be live; page types that only others are made of are none."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, DraftStateMixin) and model is not Page]
    return [model for model in found if getattr(model, "is_creatable", True)]


def check_models(models) -> list[Error]:
    """Check that publishable models have joined the moderation with mixin and registration.

    Args:
        models: model classes.
    """
    known = {registration.model for registration in registrations()}
    hint = str(_("加上 Moderated 基类和 @moderated(kind=...) 登记。"))
    return [
        Error(_("可发布的类型没有接入内容审核。"), hint=hint, obj=model, id="moderation.E001")
        for model in models
        if model not in known or not issubclass(model, Moderated)
    ]


@register()
def check_moderation(app_configs=None, **_kwargs) -> list[Error]:
    """Run the checks of this module on the project."""
    return check_models(publishable_models())
