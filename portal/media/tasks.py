"""Background work on pictures."""

from django.apps import apps
from django_tasks import task

from portal.media.renditions import renditions_of, specs
from portal.ops.repeatable import repeatable


@repeatable
@task()
def make_renditions(image_id: int) -> None:
    """Make the sizes of a picture that pages show, so that no visitor waits for an encoder.

    A deleted picture, and a size that cannot be made, are passed over.
    """
    image = apps.get_model("media.CustomImage").objects.filter(pk=image_id).first()
    if image is not None:
        renditions_of(image, [*specs("card"), *specs("cover")])
