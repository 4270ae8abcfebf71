"""Background work on pictures."""

from django.apps import apps
from django_tasks import task

from portal.media.renditions import specs
from portal.ops.repeatable import repeatable


@repeatable
@task()
def make_renditions(image_id: int) -> None:
    """Make the sizes of a picture that pages show, so that no visitor waits for an encoder; a deleted picture is passed over."""
    image = apps.get_model("media.CustomImage").objects.filter(pk=image_id).first()
    if image is not None:
        image.get_renditions(*specs("card"), *specs("cover"))
