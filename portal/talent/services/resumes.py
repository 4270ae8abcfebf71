"""The résumé: kept, and deleted everywhere at once (PIPL art. 47)."""

from django.db import transaction

from portal.core import audit, consents
from portal.core.consents import Consent
from portal.talent.models import Application, EncryptedFile, Resume
from portal.talent.services.applications import PURPOSE, forget_snapshot
from portal.talent.uploads import CheckedFile


@transaction.atomic
def keep_resume(resume: Resume, file: CheckedFile | None, *, drop_file: bool = False) -> Resume:
    """Save a résumé; a new file takes the old one's place.

    Args:
        resume: as the form has filled it.
        file: a checked upload, if there is one.
        drop_file: whether the present file goes.
    """
    old = resume.file_id if (file or drop_file) else None
    if file or drop_file:
        resume.file = EncryptedFile.keep(file.name, file.content_type, file.content) if file else None
    resume.save()
    EncryptedFile.objects.filter(pk=old).delete()
    return resume


@transaction.atomic
def delete_resume(user) -> None:
    """Delete a person's résumé, its file and all copies with employers, at once; the applications stay without it."""
    Resume.objects.filter(user=user).delete()
    for application in Application.objects.standing().filter(user=user):
        forget_snapshot(application)
        consents.withdraw(user, PURPOSE, subject=application)
    EncryptedFile.objects.filter(resume=None, application=None).delete()
    audit.record("talent.resume.deleted", user, actor=user)


def consent_withdrawn(consent: Consent) -> None:
    """Delete the copy that a consent had passed on."""
    for application in Application.objects.filter(pk=consent.object_id):
        forget_snapshot(application)
