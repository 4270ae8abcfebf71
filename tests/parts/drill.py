"""What a backup must bring back; run as a program on a portal as set up.

``fill`` puts in one of each: a record, an uploaded picture, a licence below ``private``, a file encrypted in the database. ``lose`` throws
them away. ``look`` opens them as their readers do and prints what it found as JSON.
"""

import json
import sys

PHONE = "13800138000"
LICENCE = b"\xff\xd8\xff licence"
PAPER = b"%PDF-1.4 resume"


def fill() -> None:
    """Put one of each in."""
    from django.core.files.base import ContentFile

    from portal.places.models import Town
    from portal.talent.models import EncryptedFile
    from tests.factories.enterprises import RequestFactory
    from tests.factories.media import ImageFactory
    from tests.factories.people import UserFactory
    from tests.factories.talent import resume_of

    Town.objects.get_or_create(code="421222100", defaults={"name": "隽水镇"})
    user = UserFactory()
    request = RequestFactory(applicant=user)
    request.licence.save("licence.jpg", ContentFile(LICENCE))
    resume = resume_of(user)
    resume.file = EncryptedFile.keep("resume.pdf", "application/pdf", PAPER)
    resume.save()
    ImageFactory(title="茶园")


def lose() -> None:
    """Lose what can be lost."""
    import shutil

    from django.conf import settings

    from portal.enterprises.models import VerificationRequest
    from portal.talent.models import Resume

    VerificationRequest.objects.all().delete()
    Resume.objects.update(phone="")
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


def look() -> None:
    """Open each and print what was found."""
    from django.test import Client
    from django.urls import reverse

    from portal.accounts.services import agree_to_terms
    from portal.enterprises.models import VerificationRequest
    from portal.media.models import CustomImage
    from portal.talent.models import Resume

    found: dict = {"requests": VerificationRequest.objects.count()}
    for request in VerificationRequest.objects.select_related("applicant"):
        agree_to_terms(request.applicant)
        client = Client(SERVER_NAME="localhost")
        client.force_login(request.applicant)
        answer = client.get(reverse("enterprises:licence", args=[request.pk]))
        found["licence"] = [answer.status_code, b"".join(answer.streaming_content) == LICENCE]
    for resume in Resume.objects.all():
        found["resume"] = [resume.phone == PHONE, resume.file.content() == PAPER]
    for image in CustomImage.objects.filter(title="茶园"):
        with image.file.open("rb") as file:
            found["picture"] = len(file.read()) > 0
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    import django

    django.setup()
    {"fill": fill, "lose": lose, "look": look}[sys.argv[1]]()
