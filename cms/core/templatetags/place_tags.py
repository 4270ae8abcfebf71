"""Template tags of the admin's page for a new page."""

from django import template

from cms.core.places import places_below

register = template.Library()


@register.simple_tag(takes_context=True)
def writing_places(context, parent) -> list[tuple]:
    """Return the places below a page in which the user may write: name of the kind, its app and model, and the page below which it goes."""
    user = context["request"].user
    return [
        (place.model.get_verbose_name(), place.model._meta.app_label, place.model._meta.model_name, place.parent)
        for place in places_below(parent, user)
    ]
