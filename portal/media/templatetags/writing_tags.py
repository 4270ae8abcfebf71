"""Template tags of the panel above a body."""

from django import template

from portal.media.models import CustomImage

register = template.Library()


@register.simple_tag
def picture_rights() -> list[tuple]:
    """Return the rights by which a picture may be shown: value and words."""
    return CustomImage.Right.choices
