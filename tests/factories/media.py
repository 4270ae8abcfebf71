"""Pictures and documents."""

import factory
import wagtail_factories
from django.core.files.base import ContentFile

from portal.media.models import CustomDocument, CustomImage


class ImageFactory(wagtail_factories.ImageFactory):
    """A small plain picture with its text alternative."""

    class Meta:
        model = CustomImage

    title = factory.Sequence(lambda n: f"图片{n}")
    description = factory.LazyAttribute(lambda image: f"{image.title}的画面")


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A PDF of a few bytes."""

    class Meta:
        model = CustomDocument

    title = factory.Sequence(lambda n: f"文件{n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n%%EOF\n", name="file.pdf"))
